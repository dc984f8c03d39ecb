"""A series as its pages need it, read by queries that are planned once (base/prepared.py)."""

from django.db.models import Prefetch

from partnerships.base.prepared import NOW, TODAY, those_found
from partnerships.organisation.standing import ANYONE, by_id
from partnerships.series.models import Seat, Series


def _series():
    return Series.objects.visible_to(ANYONE).select_related("partnership", "organisation")


def _whole():
    seats = Prefetch("seats", Seat.objects.select_related("organisation"))
    return _series().with_yeses().with_meetings(TODAY, NOW).select_related("replaces").prefetch_related(seats)


LISTED = those_found(lambda: Series.objects.select_related("partnership").with_meetings(TODAY, NOW))
series_or_404 = by_id(_series)
terms_or_404 = by_id(lambda: _series().prefetch_related("seats"))  # all that both sides say yes to, and who is invited
whole_or_404 = by_id(_whole)
