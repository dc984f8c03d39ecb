from celery import shared_task

from partnerships.meeting.models import Meeting
from partnerships.paper.keeping import AT_ONCE, hand_out, sweep
from partnerships.protocol.build import make
from partnerships.protocol.models import AREA, MinutesPaper
from partnerships.work.registry import daily, sweeper


@shared_task(name="partnerships.make_minutes_paper")
def make_minutes_paper(paper_id: str) -> None:
    """Make one PDF of released minutes; a second run finds nothing to do."""
    make(paper_id)


@sweeper
def unmade_minutes() -> int:
    """Released minutes nobody expects a PDF of yet, and PDFs whose worker died."""
    for meeting in Meeting.objects.filter(state=Meeting.State.RELEASED, paper=None).exclude(digest_released="").order_by("pk")[:AT_ONCE]:
        MinutesPaper.objects.get_or_create(meeting=meeting, defaults={"digest": meeting.digest_released})
    return hand_out(MinutesPaper, make_minutes_paper)


@daily
def orphaned_minutes(day) -> None:
    sweep(MinutesPaper, AREA)
