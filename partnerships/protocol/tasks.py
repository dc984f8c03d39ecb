import logging

from celery import shared_task

from partnerships.base import clock, files
from partnerships.meeting.models import Meeting
from partnerships.protocol.build import make
from partnerships.protocol.models import AREA, MinutesPaper
from partnerships.work.hint import hint
from partnerships.work.registry import daily, sweeper

log = logging.getLogger(__name__)
AT_ONCE = 50
KEPT_ORPHAN = 86_400


@shared_task(name="partnerships.make_minutes_paper")
def make_minutes_paper(paper_id: str) -> None:
    """Make one PDF of released minutes; a second run finds nothing to do."""
    make(paper_id)


@sweeper
def unmade_minutes() -> int:
    """Released minutes nobody expects a PDF of yet, and PDFs whose worker died."""
    for meeting in Meeting.objects.filter(state=Meeting.State.RELEASED, paper=None).exclude(digest_released="").order_by("pk")[:AT_ONCE]:
        MinutesPaper.objects.get_or_create(meeting=meeting, defaults={"digest": meeting.digest_released})
    due = list(MinutesPaper.objects.waiting().filter(next_try_at__lte=clock.now()).values_list("pk", flat=True)[:AT_ONCE])
    for pk in due:
        hint(make_minutes_paper, pk)
    return len(due)


@daily
def orphaned_minutes(day) -> None:
    """Files of a worker that was killed go after a day; a PDF whose file is missing is told in the log."""
    names = set(MinutesPaper.objects.exclude(file="").values_list("file", flat=True))
    files.sweep(AREA, names, older_than=clock.now().timestamp() - KEPT_ORPHAN)
    for name in sorted(names):
        if not files.path_of(AREA, name).is_file():
            log.error("the PDF of minutes %s is missing: restore it from the backup of MEDIA_ROOT", name)
