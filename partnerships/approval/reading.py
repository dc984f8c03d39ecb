"""A release as its page needs it, read by a query that is planned once (base/prepared.py)."""

from django.db.models import Prefetch

from partnerships.approval.house import with_desk
from partnerships.approval.release import Release, ReleaseNote
from partnerships.base.prepared import NOW, TODAY
from partnerships.organisation.standing import ANYONE, by_id


def _release():
    rows = with_desk(Release.objects.visible_to(ANYONE), TODAY, NOW).for_list().select_related("ended_by", "ended_for", "rule")
    return rows.prefetch_related(Prefetch("notes", ReleaseNote.objects.select_related("person")))


release_or_404 = by_id(_release)  # with its desk and its notes, the oldest first
