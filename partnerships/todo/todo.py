from dataclasses import dataclass
from datetime import date, datetime

from partnerships.base import clock


@dataclass(frozen=True)
class Todo:
    """One open thing. `title` is what it is about, `ask` what is to be done, `who` the organisation or person that must act."""

    waiting: str  # "me" | "us" | "them" | "coming"
    title: str
    ask: str
    url: str
    since: datetime | None = None
    due: date | None = None
    who: str = ""
    partnership: str = ""
    icon: str = "dot"
    happens: bool = False  # `due` is the day it takes place, not a deadline

    @property
    def days(self) -> int | None:
        """How many days it has been waiting."""
        return clock.days_since(self.since) if self.since else None

    @property
    def overdue(self) -> bool:
        return bool(self.due and self.due < clock.today())

    @property
    def due_today(self) -> bool:
        return self.due == clock.today()

    @property
    def urgency(self) -> tuple:
        """To sort by: what is due first, then what has been waiting longest."""
        since = 0.0 if self.waiting == "coming" or self.since is None else self.since.timestamp()
        return self.due or date.max, since
