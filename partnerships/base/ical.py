"""Calendars as RFC 5545 writes them: an invitation, its change, its cancellation (RFC 5546), and a whole feed. Plain values, no Django.

Every meeting is an event of its own, also one of a series: each has its agenda, its answers and its guests, holidays move it as no
RRULE could say, and a change to "this and all following" reaches everybody alike, which RECURRENCE-ID does not in practice. Its UID stays
for life and SEQUENCE rises with every change. Times are told by the wall clock of Europe/Berlin with its VTIMEZONE; only where that
would be ambiguous, in the hour that the clocks repeat or leave out, in UTC.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, vCalAddress, vDuration, vText

from partnerships.base.forms import CONTROL

BERLIN = ZoneInfo("Europe/Berlin")
PRODUCT = "-//Augenhoehe//Portal//DE"
REQUEST, CANCEL = "REQUEST", "CANCEL"
REFRESH = timedelta(hours=2)
# since 1996 the clocks change on the last Sundays of March and October, at 01:00 UTC
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Event:
    """Something in a calendar: from a moment to a moment, or (`day`) all day. `stamp`: when this state of it was made."""

    uid: str
    summary: str
    stamp: datetime
    begins: datetime | None = None
    ends: datetime | None = None
    day: date | None = None
    location: str = ""
    description: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False


@dataclass(frozen=True)
class Who:
    """Somebody with an address; `answer` is yes, maybe, no or nothing yet."""

    name: str
    email: str
    answer: str = ""


PARTSTAT = {"yes": "ACCEPTED", "maybe": "TENTATIVE", "no": "DECLINED"}


def letter(method: str, event: Event, *, organiser: Who, attendee: Who) -> str:
    """What one person gets about one event: REQUEST (also when it has changed) or CANCEL."""
    calendar = _calendar(method=method)
    row = _event(event, cancelled=method == CANCEL)
    row.add("organizer", _address(organiser))
    invited = _address(attendee)
    invited.params["CUTYPE"] = vText("INDIVIDUAL")
    invited.params["ROLE"] = vText("REQ-PARTICIPANT")
    if method == REQUEST:
        invited.params["PARTSTAT"] = vText(PARTSTAT.get(attendee.answer, "NEEDS-ACTION"))
        invited.params["RSVP"] = vText("TRUE")
    row.add("attendee", invited, encode=False)
    calendar.add_component(row)
    return calendar.to_ical().decode()


def feed(name: str, events: list[Event]) -> str:
    """A calendar to subscribe to. The same events give the same text, byte for byte."""
    calendar = _calendar()
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Berlin")
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for event in sorted(events, key=lambda each: each.uid):
        calendar.add_component(_event(event, cancelled=event.cancelled))
    return calendar.to_ical().decode()


def _calendar(*, method: str = "") -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    calendar.add_component(Component.from_ical(ZONE))
    return calendar


def _event(event: Event, *, cancelled: bool):
    row = Component.from_ical("BEGIN:VEVENT\nEND:VEVENT\n")
    row.add("uid", event.uid)
    row.add("dtstamp", event.stamp.astimezone(UTC).replace(microsecond=0))
    row.add("sequence", event.sequence)
    if event.day:
        row.add("dtstart", event.day)
        row.add("dtend", event.day + timedelta(days=1))
        row.add("transp", "TRANSPARENT")
    else:
        begins, ends = _told(event.begins, event.ends)
        row.add("dtstart", begins)
        row.add("dtend", ends)
    row.add("summary", _clean(event.summary))
    for name in ("location", "description"):
        if getattr(event, name):
            row.add(name, _clean(getattr(event, name)))
    if event.url:
        row.add("url", event.url)
    row.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    return row


def _told(begins: datetime, ends: datetime) -> tuple[datetime, datetime]:
    """By the wall clock in Germany, both; in UTC, both, where the wall clock shows one of them twice."""
    local = begins.astimezone(BERLIN), ends.astimezone(BERLIN)
    if any(each.replace(fold=0).utcoffset() != each.replace(fold=1).utcoffset() for each in local):
        return begins.astimezone(UTC), ends.astimezone(UTC)
    return local


def _address(who: Who) -> vCalAddress:
    address = vCalAddress(f"mailto:{who.email}")
    # a quotation mark cannot stand in a parameter
    address.params["CN"] = vText(_clean(who.name).replace('"', "'").replace("\n", " "))
    return address


def _clean(text: str) -> str:
    return CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
