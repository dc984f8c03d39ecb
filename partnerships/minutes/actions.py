"""What is written during a meeting, in one transaction each, with the meeting's row locked."""

from django.db import transaction

from partnerships.base import clock
from partnerships.base.merge import merge
from partnerships.base.seen import fingerprint
from partnerships.base.verdict import require
from partnerships.meeting.actions import locked, note, party_for
from partnerships.meeting.models import Item, Meeting
from partnerships.meeting.rules import may_write
from partnerships.meeting.shapes import Clash, Typed
from partnerships.minutes import rules
from partnerships.minutes.models import InternalNote, Point, Timing
from partnerships.topic import actions as topics
from partnerships.topic.models import Topic

OLD_TEXTS = 200  # so far back is looked for the text that a writer without scripts had read


@transaction.atomic
def write_minutes(
    meeting, *, by, results: dict | None = None, presences: dict | None = None, seen: dict | None = None, remarks: Typed | None = None
) -> list[Clash]:
    """Save what was typed, topic by topic, and who was there; what another has changed in the meantime is merged or not overwritten.

    `results`: Typed by item id; `presences`: presence by participant id; `seen`: the presence its writer saw, by participant id, where
    there was a page to see it on. Returns what clashes.
    """
    meeting = locked(meeting)
    require(may_write(by, meeting))
    clashes = []
    for item in meeting.items.select_related("result_by"):
        typed = (results or {}).get(item.pk)
        text = typed and _put_together(typed, item.result, lambda item=item: item.events.values_list("result", flat=True))
        if typed is not None and text is None:
            clashes.append(Clash(str(item.pk), item.result, str(item.result_by or "")))
        elif text is not None and text != item.result:
            item.result, item.result_by = text, by
            item.save(update_fields=["result", "result_by"])
    if remarks:
        text = _put_together(remarks, meeting.remarks, lambda: meeting.events.values_list("remarks", flat=True))
        if text is None:
            clashes.append(Clash("remarks", meeting.remarks, ""))
        elif text != meeting.remarks:
            meeting.remarks = text
            meeting.save(update_fields=["remarks"])
    return clashes + _note_presences(meeting, presences or {}, seen or {})


def _note_presences(meeting, presences: dict, seen: dict) -> list[Clash]:
    clashes = []
    for row in meeting.participants.all():
        presence, saw = presences.get(row.pk, row.presence), seen.get(row.pk, row.presence)
        if presence in (saw, row.presence):
            continue
        if saw != row.presence:
            clashes.append(Clash(f"presence_{row.pk}", row.presence, ""))
            continue
        row.presence = presence
        row.save(update_fields=["presence"])
    return clashes


def _put_together(typed: Typed, now: str, earlier=None) -> str | None:
    """The text to keep, or None where both changed the same sentence. `earlier()`: what stood there before, if it must be looked for."""
    if typed.text == now or fingerprint(typed.text) == typed.seen:
        return now
    if typed.seen == fingerprint(now) or now in typed.perhaps:
        return typed.text
    base = typed.base
    if base is None and earlier:
        texts = earlier().order_by("-pgh_id")[:OLD_TEXTS].iterator()
        base = next((text for text in texts if fingerprint(text) == typed.seen), None)
    return None if base is None else merge(base, typed.text, now)


@transaction.atomic
def write_notes(meeting, *, texts: dict, by) -> list[Clash]:
    """Save what one's own house notes for itself, by item id. No line in the journal: nobody else is to know that there is a note."""
    meeting = Meeting.objects.select_related("partnership").get(pk=meeting.pk)
    require(rules.may_keep_notes(by, meeting))
    organisation = party_for(meeting.partnership, by)
    clashes = []
    for item in meeting.items.filter(pk__in=texts).order_by("pk"):
        first = {"meeting": meeting, "title": item.title, "written_by": by, "written_at": clock.now()}
        InternalNote.objects.bulk_create([InternalNote(item=item, organisation=organisation, **first)], ignore_conflicts=True)
        row = InternalNote.objects.select_for_update(of=("self",)).select_related("written_by").get(item=item, organisation=organisation)
        text = _put_together(texts[item.pk], row.text)
        if text is None:
            clashes.append(Clash(f"note_{item.pk}", row.text, str(row.written_by)))
        elif text != row.text:
            row.text, row.written_by, row.written_at = text, by, clock.now()
            row.save(update_fields=["text", "written_by", "written_at"])
    InternalNote.objects.filter(meeting=meeting, organisation=organisation, text="").delete()
    return clashes


@transaction.atomic
def note_point(meeting, *, kind: str, text: str, by, item: Item | None = None) -> Point:
    """Note an information, or an idea: that goes into the store of topics too, for the organisation of who notes it."""
    meeting = locked(meeting)
    require(rules.may_note_point(by, meeting, kind))
    topic = topics.store(meeting.partnership, title=text[:200], note=text[200:], by=by) if kind == Point.Kind.IDEA else None
    point = Point.objects.create(meeting=meeting, item=item, kind=kind, text=text, topic=topic)
    note(meeting, "meeting.point_noted", by, text=text, kind=kind)
    return point


@transaction.atomic
def remove_point(point, *, by) -> Meeting:
    """Strike an outcome while the minutes are written; its idea leaves the store again, if nobody has taken it up."""
    meeting = locked(point.meeting)
    require(may_write(by, meeting))
    note(meeting, "meeting.point_removed", by, text=point.text, kind=point.kind)
    topic = point.topic
    point.delete()
    if topic and topic.state == Topic.State.OPEN and topic.brought_in_by_id == party_for(meeting.partnership, by).pk:
        topics.drop(topic, by=by)
    return meeting


@transaction.atomic
def talk_about(item, *, by) -> Timing:
    """This topic is on now: its time runs, that of the one before stops."""
    meeting = locked(item.meeting)
    require(may_write(by, meeting))
    _stop(meeting)
    timing, _new = Timing.objects.get_or_create(item=item)
    timing.since = clock.now()
    timing.save(update_fields=["since"])
    return timing


@transaction.atomic
def pause(meeting, *, by) -> Meeting:
    """No topic is on."""
    meeting = locked(meeting)
    require(may_write(by, meeting))
    _stop(meeting)
    return meeting


def _stop(meeting) -> None:
    for timing in Timing.objects.filter(item__meeting=meeting, since__isnull=False):
        timing.seconds, timing.since = timing.spent, None
        timing.save(update_fields=["seconds", "since"])
