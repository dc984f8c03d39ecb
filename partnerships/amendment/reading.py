"""An amendment with what it amends, and its newest text, read by queries that are planned once (base/prepared.py)."""

from partnerships.agreement.edition import Edition
from partnerships.agreement.models import Agreement
from partnerships.base.prepared import Param, PreparedRows
from partnerships.organisation.standing import ANYONE, by_id, values_of

amendment_or_404 = by_id(lambda: Agreement.objects.visible_to(ANYONE).select_related("amends"))


def _newest():
    rows = Edition.objects.visible_to(ANYONE).for_reading().filter(agreement=Param("agreement", "uuid"))
    return rows.order_by("-number")[:1]


_NEWEST = PreparedRows(_newest)


def newest_edition_of(agreement: Agreement, person) -> Edition | None:
    """The newest of those this person may read, with clauses and promises; three queries."""
    return _NEWEST.first(values_of(person, agreement=agreement.pk))
