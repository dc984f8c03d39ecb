"""Chapter five, first part: in which rhythm they meet, what waits for a meeting, and who comes to the next one."""

from datetime import date, time, timedelta

from partnerships.attendance import actions as attendance
from partnerships.attendance import build as letters
from partnerships.attendance.models import Invite
from partnerships.base import clock
from partnerships.meeting import actions as meetings
from partnerships.meeting.models import Meeting
from partnerships.meeting.shapes import Guest, Plan
from partnerships.meeting.standing import usual_points
from partnerships.series import actions, carry
from partnerships.series.models import Series
from partnerships.series.shapes import Terms
from partnerships.topic import actions as topics
from projects.demo.story import Story

# partnership, days ago it was proposed, days ago of its first meeting (negative: ahead), by whom, who agrees, kind, every how many months,
# minutes, place, who takes part
SERIES = (
    ("A1", 118, 102, "mara", ("henrike",), "jourfixe", 1, 60, "Stadtteiltreff Lindenhof", ("mara", "joern", "henrike", "nuri")),
    ("A2", 80, 66, "ralf", ("gerda",), "jourfixe", 1, 60, "Wohncafé Mühlgraben", ("lukas", "ralf")),
    ("A4", 130, 120, "selin", ("henrike",), "steering", 6, 90, "Kasernenpark, Gruppenraum", ("selin", "jonas", "henrike")),
    ("A1", 4, -47, "henrike", (), "annual", 12, 120, "Rathausplatz 5", ("mara", "joern", "henrike", "nuri")),
)  # fmt: skip
STORE = (
    (
        "A1",
        "henrike",
        30,
        "Gemeinsame Schulung zum Datenschutz",
        "Wer darf welche Liste sehen? Am besten mit Fallbeispielen.",
        "consultation",
        30,
    ),
    ("A1", "mara", 12, "Fahrradkeller im Haus 14", "Nachbarinnen fragen danach. Es braucht einen Schlüssel.", "consultation", 15),
    ("A4", "selin", 20, "Sprachkurs am Abend", "", "information", 10),
)
GUEST = Guest("Frau Kaya (Quartiersbüro)", email="kaya@quartiersbuero.example.org")
NEXT = (
    ("Rückmeldung aus dem Aufsichtsrat", "henrike", "information", 10),
    ("Heizung im Sonnenhang", "mara", "consultation", 15),
)
ANSWERS = {"mara": "yes", "henrike": "yes", "nuri": "maybe"}


def tell(story: Story) -> None:
    for key, ago, first, by, agree, kind, every, minutes, place, people in SERIES:
        _agreed(story, key, ago, story.workday(first), by, agree, kind, every, minutes, place, people)
    for key, by, ago, title, note, purpose, minutes in STORE:
        with story.ago(ago):
            topics.store(story.partnerships[key], title=title, note=note, purpose=purpose, minutes=minutes, by=story.people[by])


def _agreed(story: Story, key: str, ago: int, first: date, by, agree, kind, every, minutes, place, people) -> None:
    years = every % 12 == 0
    terms = Terms(
        kind=kind, first=first, time=time(10), minutes=minutes, unit="year" if years else "month", every=every // 12 if years else every,
        region="NI", place=place, chair=story.people[people[0]].name, points=usual_points(kind), people=seats(story, people),
    )  # fmt: skip
    with story.ago(ago):
        series = actions.propose(story.partnerships[key], terms=terms, by=story.people[by])
    for step, name in enumerate(agree, start=1):
        with story.ago(ago - step):
            series = actions.agree(series, edition=series.edition, by=story.people[name])
    story.series.setdefault(key, series)


def seats(story: Story, keys) -> tuple[Guest, ...]:
    people = [story.people[key] for key in keys]
    return tuple(Guest(person.name, person, person.memberships.get().organisation) for person in people)


def past(story: Story, key: str) -> list[Meeting]:
    """The meetings of this series so far, long enough ago to have been written down."""
    return list(story.series[key].meetings.filter(ends_at__lt=clock.at(story.day(3))).order_by("starts_at"))


def called_off(story: Story, meeting: Meeting) -> None:
    """One of them did not take place; what was to be talked about then came up at the next."""
    with clock.travel(meeting.starts_at - timedelta(days=6)):
        meetings.add_topic(meeting, title="Sperrmüll im Hof", purpose="consultation", minutes=15, by=story.mara)
    with clock.travel(meeting.starts_at - timedelta(days=3)):
        meetings.cancel(meeting, reason="Ferienzeit, drei von vier sind im Urlaub.", by=story.henrike)
        carry.carry_over(meeting)


def not_kept(story: Story) -> None:
    """A rhythm that was agreed and never kept: both sides are told."""
    for meeting in past(story, "A2"):
        with clock.travel(meeting.starts_at - timedelta(days=1)):
            meetings.cancel(meeting, reason="Krankheit, niemand kann vertreten.", by=story.lukas)


def ahead(story: Story) -> None:
    """The next one: the minutes change sides, both bring in topics, a guest is invited, the first answers come."""
    series: Series = story.series["A1"]
    meeting = series.meetings.filter(state=Meeting.State.PLANNED, starts_at__gt=clock.now()).order_by("starts_at").first()
    with story.ago(3, 9):
        carry.take_turns(meeting)
        for last in carry.left_over(within=carry.LATE):
            carry.carry_over(last)
        meeting.refresh_from_db()
        people = (*seats(story, ("mara", "joern", "henrike", "nuri")), GUEST)
        names = ("kind", "title", "starts_at", "ends_at", "place", "online_url", "chair", "minutes_by", "minute_taker", "closing_days")
        plan = Plan(**{name: getattr(meeting, name) for name in names}, people=people)
        meetings.edit(meeting, details=plan, seen=meeting.fingerprint(), by=story.mara)
        for title, by, purpose, minutes in NEXT:
            meetings.add_topic(meeting, title=title, purpose=purpose, minutes=minutes, by=story.people[by])
    with story.ago(3, 10):
        letters.tell(meeting.pk)
    with story.ago(2, 11):
        for key, answer in ANSWERS.items():
            attendance.answer_for_oneself(meeting, answer=answer, by=story.people[key])
        attendance.answer(Invite.objects.get(meeting=meeting, email=GUEST.email), answer="yes")
