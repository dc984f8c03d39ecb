"""Partnerships one reads or works in, by queries that are planned once (base/prepared.py)."""

from partnerships.base.names import by_name
from partnerships.base.prepared import PreparedRows, those_found
from partnerships.organisation.standing import ANYONE, by_id, values_of
from partnerships.partnership.facets import facets
from partnerships.partnership.models import Partnership

read_or_404 = by_id(lambda: Partnership.objects.read_by(ANYONE))
worked_on_or_404 = by_id(lambda: Partnership.objects.worked_on_by(ANYONE).with_parties())


def _to_work_in():
    rows = Partnership.objects.worked_on_by(ANYONE).filter(state=Partnership.State.ACTIVE)
    return rows.with_parties().order_by(*by_name("title"))


def _for_list():
    rows = Partnership.objects.with_party_names()
    for facet in facets():
        rows = facet.annotate(rows, ANYONE)
    return rows


LISTED = those_found(_for_list)
_TO_WORK_IN = PreparedRows(_to_work_in)


def to_work_in(person) -> list[Partnership]:
    """The active ones, with their parties, by title: those among which a form asks first; two queries."""
    return _TO_WORK_IN.rows(values_of(person))
