"""The points that meetings of a format always have (what the usual formats are about), and how often each format meets."""

from dataclasses import dataclass

from partnerships.base.recurrence import By, Unit
from partnerships.meeting.models import Item, Meeting

Kind, Standing = Meeting.Kind, Item.Standing


@dataclass(frozen=True)
class Format:
    """What is usual: how often, how long, which points. A proposal only, every part of it can be changed."""

    unit: Unit
    every: int
    minutes: int
    points: tuple[str, ...]
    by: By = By.WEEKDAY


FORMATS = {
    Kind.JOUR_FIXE: Format(Unit.MONTH, 1, 60, (Standing.TASKS, Standing.MOOD, Standing.OUTLOOK)),
    Kind.STEERING: Format(Unit.MONTH, 6, 90, (Standing.TASKS, Standing.GOALS, Standing.MONEY, Standing.ROOMS, Standing.OUTLOOK)),
    Kind.QUARTER: Format(Unit.MONTH, 3, 120, (Standing.TASKS, Standing.OUTLOOK)),
    Kind.ANNUAL: Format(Unit.YEAR, 1, 120, (Standing.GOALS, Standing.MONEY, Standing.MOOD, Standing.OUTLOOK)),
    Kind.WORKSHOP: Format(Unit.YEAR, 2, 360, (Standing.GOALS, Standing.MOOD)),
}
USUAL_MINUTES = {Standing.TASKS: 10, Standing.GOALS: 15, Standing.MONEY: 15, Standing.ROOMS: 10, Standing.MOOD: 5, Standing.OUTLOOK: 5}


def usual_points(kind: str) -> tuple[str, ...]:
    """None for talks that have no rhythm."""
    return FORMATS[kind].points if kind in FORMATS else ()


def topics_for(meeting, points) -> list[Item]:
    """The standing items as rows not yet saved, in their order; they belong to both sides."""
    return [
        Item(
            meeting=meeting,
            order=order,
            title=str(Standing(key).label),
            purpose=Item.Purpose.CONSULTATION if key == Standing.MOOD else Item.Purpose.INFORMATION,
            minutes_planned=USUAL_MINUTES[key],
            standing=key,
        )
        for order, key in enumerate([key for key in Standing.values if key in points], start=1)
    ]
