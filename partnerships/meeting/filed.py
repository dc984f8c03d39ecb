"""The files of topics, brought along with them."""

from django.db.models import OuterRef

from partnerships.annex.models import Annex
from partnerships.annex.pictures import FORMATS as PICTURES
from partnerships.base.nested import nested

READY = (Annex.State.CLEAN, Annex.State.UNSCANNED)
FILE = ("id", "name", "format", "comment", "state")


def _shared():
    return Annex.objects.filter(shared_at__isnull=False).order_by("created_at", "pk")


def with_files(rows):
    """Adds `filed` to topics."""
    return rows.annotate(filed=nested(_shared().filter(subject_id=OuterRef("pk")), *FILE))


def sort_files(item) -> None:
    """Sets `pictures` and `papers` of a topic; what is still checked for viruses, or had one, is named only."""
    for each in item.filed:
        each["ready"] = each["state"] in READY
    item.pictures = [each for each in item.filed if each["ready"] and each["format"] in PICTURES]
    item.papers = [each for each in item.filed if each not in item.pictures]


def digests_of(meeting) -> list[list[str]]:
    """Name and check sum of every file, for what both sides release."""
    rows = _shared().filter(subject_id__in=meeting.items.values("pk"))
    return [list(row) for row in rows.values_list("name", "sha256")]


def pictures_of(meeting) -> list[Annex]:
    """Those that can be drawn, in the order in which they came."""
    return list(_shared().filter(subject_id__in=meeting.items.values("pk"), state__in=READY, format__in=PICTURES))
