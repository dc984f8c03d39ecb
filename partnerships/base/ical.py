"""Calendars as RFC 5545 writes them: an invitation, its change, its cancellation (RFC 5546), and a whole feed. Plain values, no Django.

Every meeting is an event of its own, also one of a series: each has its agenda, its answers and its guests, holidays move it as no
RRULE could say, and a change to "this and all following" reaches everybody alike, which RECURRENCE-ID does not in practice. Its UID stays
for life and SEQUENCE rises with every change. Times are told by the wall clock of Europe/Berlin with its VTIMEZONE; only where that
would be ambiguous, in the hour that the clocks repeat or leave out, in UTC.

The lines are written here rather than by a library: a calendar program asks for hundreds of events every two hours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from partnerships.base.forms import CONTROL

BERLIN = ZoneInfo("Europe/Berlin")
PRODUCT = "-//Augenhoehe//Portal//DE"
REQUEST, CANCEL = "REQUEST", "CANCEL"
REFRESH = "PT2H"
LINE = 75  # octets, as RFC 5545 folds them
CHANGES = 3, 10  # the months in which the clocks change
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
END:VTIMEZONE"""


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
    invited = "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;"
    if method == REQUEST:
        invited += f"PARTSTAT={PARTSTAT.get(attendee.answer, 'NEEDS-ACTION')};RSVP=FALSE;"
    people = f"ORGANIZER;{_address(organiser)}", f"ATTENDEE;{invited}{_address(attendee)}"
    return _calendar([f"METHOD:{method}"], _event(event, *people, cancelled=method == CANCEL))


def feed(name: str, events: list[Event]) -> str:
    """A calendar to subscribe to. The same events give the same text, byte for byte."""
    called = _text(name)
    about = [
        f"NAME:{called}",
        f"X-WR-CALNAME:{called}",
        "X-WR-TIMEZONE:Europe/Berlin",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    rows = sorted(events, key=lambda each: each.uid)
    return _calendar(about, (line for event in rows for line in _event(event, cancelled=event.cancelled)))


def _calendar(about: list[str], events: Iterable[str]) -> str:
    begin = "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"
    lines = [*begin, *about, *ZONE.splitlines(), *events, "END:VCALENDAR", ""]
    return "\r\n".join(map(_folded, lines))


def _event(event: Event, *people: str, cancelled: bool) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_utc(event.stamp)}"
    yield f"SEQUENCE:{event.sequence}"
    if event.day:
        yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    else:
        begins, ends = _told(event.begins, event.ends)
        yield f"DTSTART{begins}"
        yield f"DTEND{ends}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.location:
        yield f"LOCATION:{_text(event.location)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.url:
        yield f"URL:{_one_line(event.url)}"
    yield f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}"
    yield from people
    yield "END:VEVENT"


def _told(begins: datetime, ends: datetime) -> tuple[str, str]:
    """By the wall clock in Germany, both; in UTC, both, where the wall clock shows one of them twice."""
    local = begins.astimezone(BERLIN), ends.astimezone(BERLIN)
    if any(each.month in CHANGES and each.replace(fold=0).utcoffset() != each.replace(fold=1).utcoffset() for each in local):
        return f":{_utc(begins)}", f":{_utc(ends)}"
    return _by_the_wall(local[0]), _by_the_wall(local[1])


def _by_the_wall(moment: datetime) -> str:
    return f";TZID=Europe/Berlin:{_digits(moment)}"


def _utc(moment: datetime) -> str:
    return f"{_digits(moment.astimezone(UTC))}Z"


def _digits(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")[:19].replace("-", "").replace(":", "")


def _address(who: Who) -> str:
    # a quotation mark cannot stand in a parameter
    return f'CN="{_one_line(who.name).replace(chr(34), chr(39))}":mailto:{_one_line(who.email)}'


def _text(text: str) -> str:
    return _clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _one_line(text: str) -> str:
    return _clean(text).replace("\n", " ")


def _clean(text: str) -> str:
    return text if text.isprintable() else CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _folded(line: str) -> str:
    """No line longer than 75 octets, none cut within a letter."""
    if len(line) <= LINE and (line.isascii() or len(line.encode()) <= LINE):
        return line
    if line.isascii():
        return "\r\n ".join([line[:LINE], *(line[at : at + LINE - 1] for at in range(LINE, len(line), LINE - 1))])
    parts, part, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LINE:
            parts.append(part)
            part, size = "", 1  # the space that a continuation begins with
        part += letter
        size += octets
    return "\r\n ".join([*parts, part])
