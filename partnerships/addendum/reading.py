"""An addendum as its pages need it, read by queries that are planned once (base/prepared.py)."""

from django.db.models import Prefetch

from partnerships.addendum.models import Addendum, Correction
from partnerships.organisation.standing import ANYONE, by_id


def _addendum():
    return Addendum.objects.visible_to(ANYONE).select_related("partnership", "organisation", "meeting")


def _whole():
    corrections = Prefetch("corrections", Correction.objects.select_related("item", "decision"))
    return _addendum().with_yeses().with_missing().select_related("created_by").prefetch_related(corrections)


addendum_or_404, whole_or_404 = by_id(_addendum), by_id(_whole)
