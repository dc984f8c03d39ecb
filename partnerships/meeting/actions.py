"""What happens to a meeting, in one transaction each, with the meeting's row locked."""

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.prepared import Param, PreparedRows
from partnerships.base.seen import fingerprint, unchanged
from partnerships.base.verdict import Refused, require
from partnerships.consent.actions import say_yes
from partnerships.deadline.models import WORKING_DAYS, Deadline
from partnerships.journal.actions import record
from partnerships.meeting import rules
from partnerships.meeting.minuted import in_working_days
from partnerships.meeting.models import PLAN, Decision, Item, Meeting, Participant
from partnerships.meeting.news import tell_of_release
from partnerships.meeting.shapes import Clash, Guest, Plan, Thing, Typed
from partnerships.meeting.standing import topics_for, usual_points
from partnerships.organisation.models import Organisation
from partnerships.partnership.models import Partnership

__all__ = ["Clash", "Guest", "Plan", "Thing", "Typed"]  # what the verbs take, for those who call them


def locked(meeting) -> Meeting:
    """The meeting read anew; its row is held until the end of the transaction."""
    return _LOCKED.one({"meeting": meeting.pk})


_LOCKED = PreparedRows(
    lambda: Meeting.objects.select_for_update(of=("self",)).select_related("partnership").filter(pk=Param("meeting", "uuid"))
)


def party_for(partnership, person) -> Organisation:
    """The organisation this person speaks for here."""
    return partnership.party_of(person).organisation


@transaction.atomic
def plan(partnership, *, details: Plan, by) -> Meeting:
    """Either side plans a meeting; the agenda is open to both from now on."""
    require(rules.may_plan(by, partnership))
    meeting = Meeting(partnership=partnership, created_by=by, organisation=party_for(partnership, by))
    _fill(meeting, details)
    meeting.full_clean()
    meeting.save()
    _seat(meeting, details.people)
    record("meeting.planned", meeting, by=by, organisation=meeting.organisation, day=meeting.starts_at)
    return meeting


@transaction.atomic
def edit(meeting, *, details: Plan, seen: str, by) -> Meeting:
    """Either side changes time, place or participants; `seen` is meeting.fingerprint() as the writer saw it."""
    meeting = locked(meeting)
    require(rules.may_edit(by, meeting))
    now, fresh = meeting.fingerprint(), unchanged(meeting, seen)
    month, seats, before = meeting.month, _seats(meeting), {name: getattr(meeting, name) for name in PLAN}
    _fill(meeting, details)
    if meeting.fingerprint_with(guest.key for guest in details.people) == now:
        return meeting
    require(fresh)
    if meeting.month != month and meeting.decisions.exists():
        raise Refused(_("The decisions are numbered by the month of the meeting. Remove them before you move it to another month."))
    meeting.full_clean()
    meeting.save(update_fields=[*PLAN, *meeting.replan()])
    _seat(meeting, details.people)
    what = [name for name in PLAN if getattr(meeting, name) != before[name]] + (["participants"] if _seats(meeting) != seats else [])
    record(
        "meeting.changed",
        meeting,
        by=by,
        organisation=party_for(meeting.partnership, by),
        what=what,
        day=meeting.starts_at,
    )
    return meeting


def _fill(meeting, details: Plan) -> None:
    for name in ("kind", "title", "starts_at", "ends_at", "place", "online_url", "chair", "minutes_by", "minute_taker", "closing_days"):
        setattr(meeting, name, getattr(details, name))
    if details.minutes_by and details.minutes_by.pk not in {party.organisation_id for party in meeting.partnership.binding_parties()}:
        raise Refused(_("The minutes are written by one of the parties."))
    meeting.title = details.title or meeting.proposed_title()


def _seats(meeting) -> set:
    return set(meeting.participants.values_list("person", "name", "email"))


def _seat(meeting, people) -> None:
    """Bring the participants into line; presences already noted are kept."""
    known = {(row.person_id, row.name, row.email): row for row in meeting.participants.all()}
    wanted = {guest.key: guest for guest in people}
    meeting.participants.filter(pk__in=[row.pk for key, row in known.items() if key not in wanted]).delete()
    Participant.objects.bulk_create(
        Participant(meeting=meeting, person=guest.person, name=guest.name, email=guest.email, organisation=guest.organisation)
        for key, guest in wanted.items()
        if key not in known
    )


@transaction.atomic
def cancel(meeting, *, reason: str, by) -> Meeting:
    """Either side cancels a planned meeting and says why; it stays readable."""
    meeting = locked(meeting)
    require(rules.may_cancel(by, meeting))
    return _cancel(meeting, reason=reason, by=by)


@transaction.atomic
def cancel_with_partnership(partnership, *, by) -> None:
    """What was planned for later is cancelled, since both sides have ended the partnership: no rule is asked any more."""
    planned = Meeting.objects.filter(partnership=partnership, state=Meeting.State.PLANNED, starts_at__gt=clock.now())
    for meeting in planned.select_for_update().order_by("pk"):
        meeting.partnership = partnership
        _cancel(meeting, reason=_("The partnership has ended."), by=by)


def _cancel(meeting, *, reason: str, by) -> Meeting:
    meeting.call_off(reason)
    record("meeting.cancelled", meeting, by=by, organisation=party_for(meeting.partnership, by), reason=reason, day=meeting.starts_at)
    return meeting


@transaction.atomic
def add_topic(
    meeting,
    *,
    title: str,
    by,
    purpose: str = Item.Purpose.INFORMATION,
    minutes: int = 10,
    about: Thing | None = None,
    organisation: Organisation | None = None,
) -> Item:
    """Either side brings in a topic: before what the meeting ends with, else at the end.

    `organisation`: that had it put aside for later, where it is not the one of who acts.
    """
    meeting = locked(meeting)
    items = list(meeting.items.all())
    require(rules.may_add_topic(by, meeting, len(items)))
    organisation = organisation or party_for(meeting.partnership, by)
    item = Item(meeting=meeting, title=title, purpose=purpose, minutes_planned=minutes, brought_in_by=organisation)
    item.point_at(about)
    place(items, item)
    record("meeting.topic_added", meeting, by=by, organisation=organisation, topic=title)
    return item


def place(items: list[Item], item: Item) -> None:
    """Save a new topic after those that are there, and move what the meeting ends with behind it."""
    last = []
    while items and items[-1].standing in Item.LAST:
        last.insert(0, items.pop())
    after = (items[-1].order if items else 0) + 1
    item.order = after
    item.save(force_insert=True)
    for order, row in enumerate(last, start=after + 1):
        if row.order != order:
            row.order = order
            row.save(update_fields=["order"])


@transaction.atomic
def add_standing(meeting, *, by) -> Meeting:
    """Either side puts the points on the agenda that meetings of this kind always have, those not there yet."""
    meeting = locked(meeting)
    items = list(meeting.items.all())
    require(rules.may_add_topic(by, meeting, len(items)))
    there = {item.standing for item in items}
    for item in topics_for(meeting, [key for key in Item.Standing.values if key in usual_points(meeting.kind) and key not in there]):
        item.save(force_insert=True)
    rows = sorted(meeting.items.all(), key=lambda row: (_rank(row.standing), row.order, row.pk))
    _number(rows)
    note(meeting, "meeting.standing_added", by)
    return meeting


def _rank(standing: str) -> int:
    """Looking back comes first, what a meeting ends with last."""
    return 0 if standing == Item.Standing.TASKS else 2 if standing in Item.LAST else 1


def _number(rows) -> None:
    for order, row in enumerate(rows, start=1):
        if row.order != order:
            row.order = order
            row.save(update_fields=["order"])


@transaction.atomic
def edit_topic(item, *, title: str, purpose: str, minutes: int, seen: str, by, about: Thing | None = None) -> Item:
    """The organisation that brought the topic in changes it; `seen` is item.fingerprint() as the writer saw it."""
    meeting = locked(item.meeting)
    item = meeting.items.get(pk=item.pk)
    require(rules.may_change_topic(by, meeting, item))
    if item.fingerprint() != fingerprint(title, purpose, minutes, str(about.pk if about else "")):
        require(unchanged(item, seen))
        before, item.title, item.purpose, item.minutes_planned = item.title, title, purpose, minutes
        item.point_at(about)
        item.save(update_fields=["title", "purpose", "minutes_planned", "about_type", "about_id", "about_label"])
        note(meeting, "meeting.topic_changed", by, topic=title, before=before)
    return item


@transaction.atomic
def remove_topic(item, *, by) -> Meeting:
    """The organisation that brought the topic in takes it back, while nothing hangs on it."""
    meeting = locked(item.meeting)
    item = meeting.items.get(pk=item.pk)
    require(rules.may_remove_topic(by, meeting, item, written=is_written(item)))
    note(meeting, "meeting.topic_removed", by, topic=item.title)
    item.delete()
    return meeting


def is_written(item) -> bool:
    """Does anything of the minutes hang on this topic?"""
    return bool(item.result) or any(part.exists() for part in (item.decisions, item.tasks, item.points))


@transaction.atomic
def move_topic(item, *, up: bool, by) -> Meeting:
    """Either side moves a topic one place up or down; at the edge nothing happens."""
    meeting = locked(item.meeting)
    require(rules.may_reorder(by, meeting))
    rows = list(meeting.items.all())
    here = next(place for place, row in enumerate(rows) if row.pk == item.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        _number(rows)
    return meeting


@transaction.atomic
def begin_minutes(meeting, *, early: bool = False, by) -> Meeting:
    """Either side begins to write the minutes; before the meeting only when that is meant: `early`."""
    meeting = locked(meeting)
    require(rules.may_begin(by, meeting))
    require(rules.is_meant(meeting, early=early))
    meeting.move("begin_minutes")
    note(meeting, "meeting.minutes_begun", by)
    return meeting


@transaction.atomic
def put_back(meeting, *, by) -> Meeting:
    """Begun by mistake: while nothing is written, either side takes the meeting back to planning."""
    meeting = locked(meeting)
    noted = meeting.participants.exclude(presence=Participant.Presence.INVITED).exists()
    require(rules.may_put_back(by, meeting, written=noted or bool(meeting.remarks) or _is_written(meeting)))
    meeting.move("put_back")
    note(meeting, "meeting.put_back", by)
    return meeting


def _is_written(meeting) -> bool:
    parts = (meeting.items.exclude(result=""), meeting.decisions, meeting.tasks, meeting.points)
    return any(part.exists() for part in parts)


@transaction.atomic
def decide(
    meeting,
    *,
    text: str,
    by,
    item: Item | None = None,
    reservation: str = "",
    reservation_of: Organisation | None = None,
    replaces: Decision | None = None,
) -> Decision:
    """Note a decision with the next number of the partnership and the meeting's month: 2026-03/01.

    `reservation_of`: the house the reservation depends on; `replaces`: an earlier decision, once both sides have released this one.
    """
    meeting = locked(meeting)
    require(rules.may_write(by, meeting))
    # two meetings of one month number together: the partnership's row is the queue
    Partnership.objects.select_for_update(no_key=True).get(pk=meeting.partnership_id)
    taken = Decision.objects.filter(partnership=meeting.partnership_id, number__startswith=f"{meeting.month}/")
    last = max((int(number.rpartition("/")[2]) for number in taken.values_list("number", flat=True)), default=0)
    decision = Decision.objects.create(
        partnership=meeting.partnership,
        meeting=meeting,
        item=item,
        number=f"{meeting.month}/{last + 1:02}",
        text=text,
        reservation=reservation,
        reservation_of=reservation_of if reservation else None,
        replaces=replaces,
    )
    record("meeting.decided", meeting, by=by, organisation=party_for(meeting.partnership, by), number=decision.number)
    return decision


@transaction.atomic
def edit_decision(
    decision,
    *,
    text: str,
    reservation: str,
    seen: str,
    by,
    reservation_of: Organisation | None = None,
    replaces: Decision | None = None,
) -> Decision:
    """Word a decision anew while the minutes are written; its number stays."""
    meeting = locked(decision.meeting)
    require(rules.may_write(by, meeting))
    decision = meeting.decisions.get(pk=decision.pk)
    now, before = decision.fingerprint(), decision.text
    decision.text, decision.reservation, decision.replaces = text, reservation, replaces
    decision.reservation_of = reservation_of if reservation else None
    if decision.fingerprint() != now:
        require(unchanged(meeting.decisions.get(pk=decision.pk), seen))
        decision.save(update_fields=["text", "reservation", "reservation_of", "replaces"])
        note(meeting, "meeting.decision_changed", by, number=decision.number, before=before)
    return decision


@transaction.atomic
def remove_decision(decision, *, by) -> Meeting:
    """Strike a decision while the minutes are written."""
    meeting = locked(decision.meeting)
    require(rules.may_write(by, meeting))
    note(meeting, "meeting.decision_removed", by, number=decision.number, before=decision.text)
    decision.delete()
    return meeting


def note(meeting, verb: str, by, **data) -> None:
    """A line of the journal about the meeting, for the organisation of who acts."""
    record(verb, meeting, by=by, organisation=party_for(meeting.partnership, by), **data)


@transaction.atomic
def send_for_release(meeting, *, edition, by) -> Meeting:
    """Either side sends the minutes to both for release; from now on the database holds them still. A letter to all who may release."""
    meeting = locked(meeting)
    require(meeting.is_current(edition))
    presences = set(meeting.participants.values_list("presence", flat=True))
    require(rules.may_send(by, meeting, presences=presences, written=_is_written(meeting)))
    regions = frozenset(party.organisation.federal_state for party in meeting.partnership.binding_parties()) - {""}
    agreed = Deadline.objects.in_force(meeting.partnership)
    until = in_working_days(clock.today(), agreed.days if agreed else WORKING_DAYS, regions)
    silence = bool(agreed and agreed.silence_counts)
    meeting.move("send_for_release", change_wish="", change_wished_by=None, release_until=until, silence_counts=silence)
    note(meeting, "meeting.sent_for_release", by, edition=meeting.edition)
    tell_of_release(meeting, by=by)
    return meeting


@transaction.atomic
def release(meeting, *, edition, by) -> Meeting:
    """One party says yes to the edition it has read; the last yes makes the minutes final, for observers to read."""
    meeting = locked(meeting)
    require(meeting.is_current(edition))
    require(rules.may_release(by, meeting))
    organisation = party_for(meeting.partnership, by)
    if organisation.pk not in meeting.yeses():
        say_yes(meeting, edition=edition, by=by, roles=rules.RELEASERS)
        note(meeting, "meeting.agreed", by, edition=meeting.edition)
    if meeting.both_agreed():
        meeting.move("release", released_at=clock.now(), digest_released=meeting.digest())
        record("meeting.released", meeting, by=by, organisation=organisation, released=True, edition=meeting.edition)
    return meeting


@transaction.atomic
def ask_change(meeting, *, edition, wish: str, by) -> Meeting:
    """Either side asks for a change: back to writing, in a new edition, and the yeses given so far lapse."""
    meeting = locked(meeting)
    require(meeting.is_current(edition))
    require(rules.may_ask_change(by, meeting))
    organisation = party_for(meeting.partnership, by)
    meeting.move("change", edition=meeting.edition + 1, change_wish=wish, change_wished_by=organisation)
    record("meeting.change_asked", meeting, by=by, organisation=organisation, wish=wish, edition=meeting.edition)
    return meeting
