"""An organisation's own texts, offered where a draft is begun."""

from partnerships.agreement.texts import OwnText, source
from partnerships.library.models import AgreementTemplate


@source
def templates(person) -> list[OwnText]:
    """One query; the clauses only of the one that is chosen."""
    rows = AgreementTemplate.objects.visible_to(person).offered().select_related("organisation").order_by("organisation__name", "name")
    return [OwnText(str(row.pk), row.name, row.kind, row.organisation, row.texts) for row in rows]
