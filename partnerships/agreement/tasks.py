from partnerships.agreement import signing
from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import VALID
from partnerships.journal.actions import record
from partnerships.work.registry import daily


@daily
def start_agreements(day) -> None:
    """Signed agreements whose first day has come in Germany are in force, once; called within a transaction for every calendar day."""
    signing.start_due(day)


@daily
def end_agreements(day) -> None:
    """Agreements whose last day has passed in Germany end, once; called within a transaction for every calendar day."""
    over = Agreement.objects.select_for_update(of=("self",)).filter(state__in=VALID, ends_on__lt=day)
    for agreement in over.select_related("partnership").order_by("pk"):
        agreement.go("expire")
        record("agreement.ended", agreement, by=None, released=True, ends_on=agreement.ends_on)
