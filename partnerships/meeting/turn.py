"""Whose turn is it at this meeting, and since when? The same answer for its page, the lists and the home page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.meeting.models import Meeting
from partnerships.meeting.rules import RELEASERS
from partnerships.organisation.standing import standing_of

DAYS_FOR_MINUTES = 3


@dataclass(frozen=True)
class Turn:
    """whose: mine, late (mine and overdue), ours (somebody else in my organisation), theirs, done, nobody."""

    whose: str
    ask: str = ""
    who: str = ""
    since: datetime | None = None
    due: date | None = None

    @property
    def days(self) -> int | None:
        return clock.days_since(self.since) if self.since else None

    @property
    def shown(self) -> str:
        """As components/turn.html names it."""
        return "theirs" if self.whose == "ours" else self.whose


def turn_of(meeting: Meeting, person) -> Turn:
    """The meeting comes from .with_missing().with_my_parties(person)."""
    state = meeting.state
    if state == Meeting.State.RELEASED:
        return Turn("done", _("These minutes are final."))
    if state == Meeting.State.CANCELLED:
        return Turn("nobody", _("This meeting was cancelled."))
    if state == Meeting.State.RELEASE:
        return _release(meeting, person)
    if state == Meeting.State.PLANNED and not meeting.is_over:
        return Turn("nobody", _agenda(meeting))
    return _minutes(meeting, person)


def _agenda(meeting) -> str:
    if meeting.agenda_closed:
        return _("The agenda is closed; what comes up later goes into the store of topics.")
    if meeting.closes_on and not meeting.has_begun:
        return _("The agenda is open to both sides until %(day)s.") % {"day": date_format(meeting.closes_on, "SHORT_DATE_FORMAT")}
    return _("The agenda is open to both sides until the meeting.")


def _release(meeting, person) -> Turn:
    ask, due = _("The minutes wait to be read and released."), meeting.release_due
    ours = {str(pk) for pk in meeting.my_parties}
    mine = [party for party in meeting.missing if party["id"] in ours]
    # when the last missing party has left, anybody completes it
    waited_for = {party["id"] for party in mine} if meeting.missing else ours
    if any(standing_of(person).has(pk, *RELEASERS) for pk in meeting.my_parties if str(pk) in waited_for):
        return Turn("late" if due < clock.today() else "mine", ask, since=meeting.state_since, due=due)
    who = ", ".join(party["name"] for party in (mine or meeting.missing))
    return Turn("ours" if mine else "theirs", ask, who=who, since=meeting.state_since, due=due)


def _minutes(meeting, person) -> Turn:
    ask = _("The minutes are to be written and sent to both sides for release.")
    since, due = (
        (meeting.ends_at, meeting.ends_at.astimezone(clock.BERLIN).date() + timedelta(days=DAYS_FOR_MINUTES))
        if meeting.is_over
        else (None, None)
    )
    if meeting.state == Meeting.State.MINUTES and meeting.change_wished_by_id:
        ask, since, due = _("A change to the minutes was asked for."), meeting.state_since, None
    standing = standing_of(person)
    ours = meeting.my_parties if meeting.minutes_by_id is None else [pk for pk in meeting.my_parties if pk == meeting.minutes_by_id]
    if any(standing.writes_for(pk) for pk in ours):
        return Turn("late" if due and due < clock.today() else "mine", ask, since=since, due=due)
    return Turn("ours" if ours else "theirs", ask, who=str(meeting.minutes_by or _("both sides")), since=since, due=due)
