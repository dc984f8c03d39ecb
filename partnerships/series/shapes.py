"""What the verbs of the series take."""

from dataclasses import dataclass, fields
from datetime import date, time

from partnerships.base.recurrence import By, OnHoliday, Unit
from partnerships.meeting.models import CLOSING_DAYS
from partnerships.meeting.shapes import Guest


@dataclass(frozen=True)
class Terms:
    """A rhythm with everything around it."""

    kind: str
    first: date
    time: time
    minutes: int = 60
    unit: str = Unit.MONTH
    every: int = 1
    by: str = By.WEEKDAY
    until: date | None = None
    count: int | None = None
    on_holiday: str = OnHoliday.MOVE
    region: str = ""
    name: str = ""
    place: str = ""
    online_url: str = ""
    chair: str = ""
    closing_days: int = CLOSING_DAYS
    points: tuple[str, ...] = ()
    people: tuple[Guest, ...] = ()

    def columns(self) -> dict:
        """By name of the column, without the people."""
        row = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "people"}
        return row | {"points": list(self.points)}
