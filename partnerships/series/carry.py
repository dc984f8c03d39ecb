"""From one meeting of a series to the next: what was left undecided comes onto its agenda, and the minutes change sides."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from partnerships.base import clock
from partnerships.journal.actions import record
from partnerships.meeting.actions import locked, place
from partnerships.meeting.models import Decision, Item, Meeting
from partnerships.series.models import HELD, CarriedOver
from partnerships.task.models import Task

State = Meeting.State
# whose agenda is settled: the minutes are with both sides, or it did not take place
SETTLED = (State.RELEASE, State.RELEASED, State.CANCELLED)
SOON = timedelta(days=2)
LATE = timedelta(days=400)
MOST_AT_ONCE = 100


def left_over(*, within: timedelta) -> list[Meeting]:
    """Meetings settled within this time whose topics have not been carried over yet, and which a coming one of a series follows."""
    following = Meeting.objects.filter(
        partnership=OuterRef("partnership"), kind=OuterRef("kind"), series__isnull=False, state=State.PLANNED, starts_at__gt=clock.now()
    )
    done = CarriedOver.objects.filter(source=OuterRef("pk"))
    rows = Meeting.objects.filter(Exists(following), ~Exists(done), state__in=SETTLED, state_since__gte=clock.now() - within)
    return list(rows.order_by("starts_at")[:MOST_AT_ONCE])


@transaction.atomic
def carry_over(source: Meeting) -> list[Item]:
    """Bring what this meeting left undecided onto the agenda of the next one of the series, once; who brought it in stays."""
    source = locked(source)
    target = _next_of(source)
    if source.state not in SETTLED or target is None or CarriedOver.objects.filter(source=source).exists():
        return []
    CarriedOver.objects.create(source=source, target=target)
    carried = []
    for item in _undecided(source):
        copy = Item(
            meeting=target,
            carried_from=item,
            **{name: getattr(item, name) for name in ("title", "purpose", "minutes_planned", "brought_in_by_id")},
            **{name: getattr(item, name) for name in ("about_type", "about_id", "about_label")},
        )
        place(list(target.items.all()), copy)
        carried.append(copy)
    if carried:
        record("series.carried", target, by=None, organisation=None, topics="; ".join(item.title for item in carried), meeting=str(source))
    return carried


def _next_of(source: Meeting) -> Meeting | None:
    rows = Meeting.objects.select_for_update(of=("self",)).filter(
        partnership=source.partnership_id,
        kind=source.kind,
        series__isnull=False,
        state=State.PLANNED,
        starts_at__gt=max(clock.now(), source.starts_at),
    )
    return rows.select_related("partnership").order_by("starts_at").first()


def _undecided(source: Meeting):
    """Topics without a word in the minutes, and those for decision without a decision; of a cancelled meeting all."""
    topics = source.items.filter(standing="")
    if source.state == State.CANCELLED:
        return topics
    decided = Exists(Decision.objects.filter(item=OuterRef("pk")))
    tasked = Exists(Task.objects.filter(item=OuterRef("pk")))
    return topics.filter(Q(~decided, purpose=Item.Purpose.DECISION) | Q(~decided, ~tasked, result=""))


def next_to_prepare() -> list[Meeting]:
    """The next meeting of each series where nobody has said yet which side writes the minutes, and the last one is over."""
    before = Meeting.objects.filter(partnership=OuterRef("partnership"), kind=OuterRef("kind"), ends_at__lt=clock.now())
    rows = Meeting.objects.filter(Exists(before), series__isnull=False, state=State.PLANNED, starts_at__gt=clock.now())
    nearest = rows.order_by("series", "starts_at").distinct("series")
    return [meeting for meeting in nearest if meeting.minutes_by_id is None]


@transaction.atomic
def take_turns(meeting: Meeting) -> Meeting:
    """Propose for the minutes of this meeting the side that did not write the last ones; either side may change it."""
    meeting = locked(meeting)
    last = (
        Meeting.objects.filter(partnership=meeting.partnership_id, kind=meeting.kind, state__in=HELD, minutes_by__isnull=False)
        .filter(starts_at__lt=meeting.starts_at)
        .order_by("-starts_at")
        .first()
    )
    parties = meeting.partnership.binding_parties()
    wrote = next((party.side for party in parties if last and party.organisation_id == last.minutes_by_id), None)
    others = [party.organisation_id for party in parties if wrote and party.side != wrote]
    if meeting.minutes_by_id is None and others:
        meeting.minutes_by_id = others[0]
        meeting.save(update_fields=["minutes_by"])
    return meeting
