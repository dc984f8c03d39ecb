from partnerships.agreement.models import Agreement
from partnerships.journal.actions import record
from partnerships.work.registry import daily


@daily
def end_agreements(day) -> None:
    """Agreements whose last day has passed in Germany end, once; called within a transaction for every calendar day."""
    over = Agreement.objects.select_for_update(of=("self",)).filter(state=Agreement.State.ACTIVE, ends_on__lt=day)
    for agreement in over.select_related("partnership").order_by("pk"):
        agreement.move_to(Agreement.State.ENDED)
        record("agreement.ended", agreement, by=None, released=True, ends_on=f"{agreement.ends_on:%d.%m.%Y}")
