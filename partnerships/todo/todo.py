from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.templatetags.face import days_ago
from partnerships.base.templatetags.portal import day


class When(NamedTuple):
    """Words for its day, and how they look."""

    label: str
    tone: str
    icon: str = "calendar-event"


class Todo(NamedTuple):
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
    def when(self) -> When | None:
        if self.due is None:
            return None
        today, words = clock.today(), {"day": day(self.due)}
        if self.due < today:
            return When(_("overdue since %(day)s") % words, "wait", "exclamation-triangle")
        if self.happens:
            return When(_("on %(day)s") % words, "mute")
        return When(_("due today"), "wait") if self.due == today else When(_("until %(day)s") % words, "mute")

    @property
    def note(self) -> str:
        """Who must act, where it is not oneself, and for how long it has been waiting."""
        who = "" if self.waiting == "me" else self.who
        since = "" if self.since is None else days_ago(self.days)
        return f"{who} {since}".strip()

    @property
    def urgency(self) -> tuple:
        """To sort by: what is due first, then what has been waiting longest."""
        since = 0.0 if self.waiting == "coming" or self.since is None else self.since.timestamp()
        return self.due or date.max, since
