from datetime import date

from partnerships.series import build, carry, watch
from partnerships.series.models import Series
from partnerships.work.registry import daily, sweeper


@daily
def plan_ahead(day: date) -> None:
    """Every running series has its meetings for the next twelve months; run twice, each is made once."""
    for series in Series.objects.running().order_by("pk"):
        build.go_on(series)


@daily
def prepare_next(day: date) -> None:
    """The next meeting of each series gets the side that writes, and what was left over long ago."""
    for meeting in carry.next_to_prepare():
        carry.take_turns(meeting)
    for meeting in carry.left_over(within=carry.LATE):
        carry.carry_over(meeting)


@daily
def watch_rhythms(day: date) -> None:
    """A series that has not met as agreed is told to both sides."""
    for series in Series.objects.running().select_related("partnership").with_meetings().order_by("pk"):
        watch.write_to_both(series)


@sweeper
def carry_over() -> int:
    """As soon as minutes are with both sides, or a meeting is cancelled, what is left undecided goes to the next one."""
    found = carry.left_over(within=carry.SOON)
    for meeting in found:
        carry.carry_over(meeting)
    return len(found)
