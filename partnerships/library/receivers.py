"""An organisation's own texts, offered where a draft is begun."""

from partnerships.agreement.texts import OwnText, source
from partnerships.base.prepared import PreparedRows
from partnerships.library.models import AgreementTemplate
from partnerships.organisation.standing import ANYONE, values_of


def _offered():
    rows = AgreementTemplate.objects.visible_to(ANYONE).offered()
    return rows.select_related("organisation").order_by("organisation__name", "name")


_OFFERED = PreparedRows(_offered)


@source
def templates(person) -> list[OwnText]:
    """One query; the clauses only of the one that is chosen."""
    rows = _OFFERED.rows(values_of(person))
    return [OwnText(str(row.pk), row.name, row.kind, row.organisation, row.texts) for row in rows]
