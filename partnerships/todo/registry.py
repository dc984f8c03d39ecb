from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from partnerships.base import clock

_SOURCES: list[Callable] = []


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


def source(function: Callable) -> Callable:
    """Register a function person -> list of Todo."""
    _SOURCES.append(function)
    return function


def todos_of(person) -> dict[str, list[Todo]]:
    """Everything open for this person, by "me", "us", "them", "coming"; the oldest and the most urgent first."""
    found: dict[str, list[Todo]] = {"me": [], "us": [], "them": [], "coming": []}
    for each in _SOURCES:
        for todo in each(person):
            found[todo.waiting].append(todo)
    far = date.max
    for key in ("me", "us", "them"):
        found[key].sort(key=lambda todo: (todo.due or far, todo.since.timestamp() if todo.since else 0))
    found["coming"].sort(key=lambda todo: todo.due or far)
    return found
