"""A quarter, its key figures and its partnerships, read by queries that are planned once (base/prepared.py)."""

from neighbourhoods.quarter.models import Figure, Quarter
from partnerships.base.names import by_name
from partnerships.base.prepared import PreparedRows, those_found
from partnerships.organisation.standing import ANYONE, IT, by_id, values_of
from partnerships.partnership.models import Partnership

LISTED = those_found(lambda: Quarter.objects.with_key_figures(ANYONE))
quarter_or_404 = by_id(lambda: Quarter.objects.visible_to(ANYONE).with_voices().select_related("brought_in_by"))
figure_or_404 = by_id(lambda: Figure.objects.visible_to(ANYONE).select_related("organisation", "quarter"))


def _figures():
    rows = Figure.objects.visible_to(ANYONE).filter(quarter=IT).select_related("organisation")
    return rows.order_by("-reference_date", "-created_at")


_FIGURES = PreparedRows(_figures)
_PARTNERSHIPS = PreparedRows(lambda: Partnership.objects.read_by(ANYONE).filter(quarters=IT).order_by(*by_name("title")))


def figures_of(person, quarter: Quarter) -> list[Figure]:
    """Those this person may see, the newest first; one query."""
    return _FIGURES.rows(values_of(person, it=quarter.pk))


def partnerships_of(person, quarter: Quarter) -> list[Partnership]:
    """Those that work in it and that this person may read, by name; one query."""
    return _PARTNERSHIPS.rows(values_of(person, it=quarter.pk))
