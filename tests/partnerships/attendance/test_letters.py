"""Invitations as they are sent: read by a calendar library that did not write them, and checked for what RFC 5545 and 5546 demand."""

import email
import email.policy
import re
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from django.core import mail
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.attendance import build, tasks
from partnerships.attendance.models import Invite
from partnerships.base import clock, ical
from partnerships.meeting import actions as meetings
from partnerships.meeting.actions import Guest, Plan
from partnerships.meeting.models import Meeting
from partnerships.notice import build as post_office
from partnerships.notice.models import Letter
from partnerships.organisation.models import Membership
from tests.partnerships.series.stage import TODAY, running

BEGINS = clock.at(date(2026, 12, 1), 10)
KAYA = Guest('Frau "Kaya", Quartiersbüro', email="kaya@example.org")


@pytest.fixture(autouse=True)
def _a_day_in_november():
    with clock.travel(TODAY):
        yield


def details(cast, **changes) -> Plan:
    people = (*(Guest(team.coordinator.name, team.coordinator, team.org) for team in cast.teams), KAYA)
    plan = {
        "kind": "jourfixe",
        "title": "Jour fixe; Dezember",
        "starts_at": BEGINS,
        "ends_at": BEGINS + timedelta(hours=1),
        "people": people,
    }
    return Plan(**plan | {"place": "Treff, Lindenhof"} | changes)


def planned(cast) -> Meeting:
    return meetings.plan(cast.partnership, details=details(cast), by=cast.social.staff)


def change(cast, meeting, **changes) -> Meeting:
    meeting.refresh_from_db()
    return meetings.edit(meeting, details=details(cast, **changes), seen=meeting.fingerprint(), by=cast.housing.staff)


def sent(after: timedelta = timedelta(minutes=5)) -> list[email.message.EmailMessage]:
    """What the sweepers send by then, as it goes over the wire."""
    mail.outbox.clear()
    with clock.travel(clock.now() + after):
        tasks.invitations()
        for letter in Letter.objects.filter(state="waiting").order_by("to", "created_at"):
            post_office.deliver(letter.pk)
    wire = [each.message().as_bytes(linesep="\r\n") for each in mail.outbox]
    return [email.message_from_bytes(each, policy=email.policy.default) for each in wire]


def calendar_of(message) -> tuple[str, str]:
    """The method its MIME part names, and the calendar."""
    part = next(each for each in message.walk() if each.get_content_type() == "text/calendar")
    return part.get_param("method"), part.get_content()


def event_of(message):
    return vobject.readOne(calendar_of(message)[1]).vevent


def check_by_the_rfc(message) -> None:
    """What RFC 5546 (3.2.2, 3.2.5) and 6047 demand of every REQUEST and CANCEL, and RFC 5545 of every line."""
    method, text = calendar_of(message)
    assert all(len(line.encode()) <= 75 for line in text.replace("\r\n", "\n").split("\n"))
    read = vobject.readOne(text, validate=True)
    assert read.method.value == method
    assert (read.version.value, bool(read.prodid.value)) == ("2.0", True)
    event = read.vevent
    for name in ("uid", "dtstamp", "dtstart", "sequence", "organizer", "attendee"):
        assert len(event.contents[name]) == 1, name
    assert event.organizer.value == "mailto:portal@example.org"
    assert event.attendee.value == f"mailto:{message['To']}"
    assert event.dtstamp.value.tzinfo is not None
    assert "DTSTART;TZID=Europe/Berlin:" in text
    assert "TZID:Europe/Berlin" in text
    assert event.dtend.value > event.dtstart.value
    if method == "REQUEST":
        assert event.summary.value
        assert event.attendee.params["RSVP"] == ["FALSE"]
        assert event.attendee.params["PARTSTAT"] == ["NEEDS-ACTION"]
        assert event.status.value == "CONFIRMED"
    else:
        assert event.status.value == "CANCELLED"
    attached = next(each for each in message.walk() if each.get_filename() == "invite.ics")
    assert attached.get_content_type() == "application/ics"
    assert attached.get_payload(decode=True).decode().splitlines() == text.splitlines()


def test_plan__invites_everybody_with_an_address__each_alone(cast):
    meeting = planned(cast)
    letters = sent()
    assert [each["To"] for each in letters] == ["bau.coordinator@example.org", "kaya@example.org", "klang.coordinator@example.org"]
    for each in letters:
        check_by_the_rfc(each)
        event = event_of(each)
        assert event.uid.value == f"meeting-{meeting.pk}@augenhoehe"
        assert event.sequence.value == "0"
        assert (event.summary.value, event.location.value) == ("Jour fixe; Dezember", "Treff, Lindenhof")
        assert event.dtstart.value.astimezone(UTC) == datetime(2026, 12, 1, 9, tzinfo=UTC)
        assert each["Subject"] == "Einladung: Jour fixe; Dezember, 01.12.2026 10:00"
        body = each.get_body(("plain",)).get_content()
        link = re.search(r"http://\S+/meet/[\w-]{43}/", body)[0]
        assert link in event.description.value
    assert sent() == []


def test_sequence__of_change_and_cancel__rises__the_uid_stays(cast):
    meeting = planned(cast)
    story = [sent()]
    change(cast, meeting, starts_at=BEGINS + timedelta(days=1), ends_at=BEGINS + timedelta(days=1, hours=1))
    story.append(sent())
    change(cast, meeting, place="Rathaus", starts_at=BEGINS + timedelta(days=1), ends_at=BEGINS + timedelta(days=1, hours=1))
    story.append(sent())
    meetings.cancel(meeting, reason="Grippe", by=cast.social.staff)
    story.append(sent())
    for step, letters in enumerate(story):
        assert len(letters) == 3
        for each in letters:
            check_by_the_rfc(each)
            assert (event_of(each).sequence.value, event_of(each).uid.value) == (str(step), f"meeting-{meeting.pk}@augenhoehe")
    assert [calendar_of(letters[0])[0] for letters in story] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
    assert [letters[0]["Subject"].strip().partition(":")[0] for letters in story] == ["Einladung", "Geändert", "Geändert", "Abgesagt"]
    stamps = [event_of(letters[0]).dtstamp.value for letters in story]
    assert stamps == sorted(stamps)
    assert "Grippe" in story[-1][0].get_body(("plain",)).get_content()
    assert sent() == []


def test_guest_no_longer_invited__gets_a_cancellation__and_a_new_request_when_invited_again(cast):
    meeting = planned(cast)
    sent()
    members = tuple(Guest(team.coordinator.name, team.coordinator, team.org) for team in cast.teams)
    change(cast, meeting, people=members)
    letters = {each["To"]: each for each in sent()}
    assert {to: calendar_of(each)[0] for to, each in letters.items()} == {
        "bau.coordinator@example.org": "REQUEST",
        "kaya@example.org": "CANCEL",
        "klang.coordinator@example.org": "REQUEST",
    }
    check_by_the_rfc(letters["kaya@example.org"])
    change(cast, meeting)
    again = {each["To"]: each for each in sent()}["kaya@example.org"]
    assert (calendar_of(again)[0], event_of(again).sequence.value) == ("REQUEST", "2")
    assert again["Subject"].startswith("Einladung")


def test_three_corrections_within_a_minute__are_one_letter(cast):
    meeting = planned(cast)
    for place in ("A", "B", "C"):
        change(cast, meeting, place=place)
    assert sent(timedelta(seconds=30)) == []
    letters = sent()
    assert len(letters) == 3
    assert event_of(letters[0]).location.value == "C"
    assert letters[0]["Subject"].startswith("Einladung")


def test_cancelled_before_anybody_was_told__nobody_is(cast):
    meeting = planned(cast)
    meetings.cancel(meeting, reason="Doch nicht", by=cast.social.staff)
    assert sent() == []


def test_past_meeting__written_down_afterwards__invites_nobody(cast):
    meetings.plan(
        cast.partnership, by=cast.social.staff,
        details=details(cast, starts_at=BEGINS - timedelta(days=20), ends_at=BEGINS - timedelta(days=20) + timedelta(hours=1)),
    )  # fmt: skip
    assert sent() == []


def test_series__four_weeks_ahead__one_letter_a_meeting(cast):
    series = running(cast, people=(KAYA,))
    first, second = series.meetings.order_by("starts_at")[:2]
    assert [event_of(each).uid.value for each in sent()] == [f"meeting-{first.pk}@augenhoehe"]
    with clock.travel(second.starts_at - timedelta(days=27)):
        letters = sent()
    assert [event_of(each).uid.value for each in letters] == [f"meeting-{second.pk}@augenhoehe"]
    assert event_of(letters[0]).dtstart.value.hour == 10


def test_who_left_the_organisation__gets_no_invitation(cast):
    Membership.objects.filter(person=cast.housing.coordinator).update(ends_on=clock.today() - timedelta(days=1))
    planned(cast)
    assert [each["To"] for each in sent()] == ["kaya@example.org", "klang.coordinator@example.org"]


def test_language__of_the_profile(cast):
    person = cast.social.coordinator
    person.language = "en"
    person.save()
    planned(cast)
    letters = {each["To"]: each for each in sent()}
    assert letters[person.email]["Subject"].startswith("Invitation: ")
    assert letters["kaya@example.org"]["Subject"].startswith("Einladung: ")


def test_letters__are_emptied_once_they_are_sent(cast):
    planned(cast)
    assert "meet/" in "".join(Letter.objects.values_list("body", flat=True)) or sent()
    assert set(Letter.objects.values_list("body", "calendar")) == {("", "")}
    tokens_kept = set(Invite.objects.values_list("token_hash", flat=True))
    assert len(tokens_kept) == 3
    assert all(len(each) == 64 for each in tokens_kept)


def test_name_with_quotation_marks_and_lines__adds_no_parameter_and_no_line(cast):
    evil = Guest('Eva";X-EVIL=1:\r\nATTENDEE:mailto:x@example.org', email="eva@example.org")
    meeting = meetings.plan(cast.partnership, details=details(cast, people=(evil,), title="A\r\nMETHOD:CANCEL"), by=cast.social.staff)
    [message] = sent()
    method, text = calendar_of(message)
    assert method == "REQUEST"
    lines = text.replace("\r\n ", "").replace("\n ", "").splitlines()
    assert [line for line in lines if line.startswith("METHOD")] == ["METHOD:REQUEST"]
    assert len([line for line in lines if line.startswith("ATTENDEE")]) == 1
    assert "X-EVIL" not in event_of(message).attendee.params
    assert meeting.invites.count() == 1


MINUTES = st.integers(0, 10 * 366 * 24 * 60)


@settings(max_examples=150, deadline=None)
@given(MINUTES.map(lambda count: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=count)), st.integers(5, 720))
def test_times__read_by_another_library__are_the_same_moments__over_ten_years_and_every_change_of_the_clocks(begins, minutes):
    who = ical.Who("Mara", "mara@example.org")
    event = ical.Event("x@augenhoehe", "Treffen", begins, begins, begins + timedelta(minutes=minutes))
    read = vobject.readOne(ical.letter(ical.REQUEST, event, organiser=who, attendee=who)).vevent
    assert read.dtstart.value.astimezone(UTC) == begins
    assert read.dtend.value.astimezone(UTC) == begins + timedelta(minutes=minutes)


def test_ten_o_clock__in_the_letter__summer_and_winter(cast):
    for day, offset in [(date(2026, 10, 24), 2), (date(2026, 10, 25), 1), (date(2027, 3, 27), 1), (date(2027, 3, 28), 2)]:
        begins = clock.at(day, 10)
        who = ical.Who("Mara", "mara@example.org")
        event = ical.Event("x@augenhoehe", "Treffen", begins, begins, begins + timedelta(hours=1))
        text = ical.letter(ical.REQUEST, event, organiser=who, attendee=who)
        assert f"DTSTART;TZID=Europe/Berlin:{day:%Y%m%d}T100000" in text
        assert vobject.readOne(text).vevent.dtstart.value.utcoffset() == timedelta(hours=offset)


def test_due__nothing_is_asked_twice(cast):
    meeting = planned(cast)
    with clock.travel(clock.now() + timedelta(minutes=2)):
        assert build.due() == [meeting.pk]
        assert build.tell(meeting.pk) == 3
        assert build.tell(meeting.pk) == 0
        assert build.due() == []
    assert Letter.objects.count() == 3
