"""What happens to a topic for later. The journal tells it of the partnership."""

from django.db import transaction

from partnerships.base.verdict import require
from partnerships.journal.actions import record
from partnerships.meeting import actions as meetings
from partnerships.meeting.models import Item
from partnerships.meeting.shapes import Thing
from partnerships.meeting.things import thing_of
from partnerships.partnership.models import Partnership
from partnerships.topic import rules
from partnerships.topic.models import Topic


def _locked(topic) -> Topic:
    return Topic.objects.select_for_update(of=("self",)).select_related("partnership", "brought_in_by").get(pk=topic.pk)


def _tell(verb: str, topic, by, **data) -> None:
    organisation = meetings.party_for(topic.partnership, by)
    record(verb, topic.partnership, by=by, organisation=organisation, topic=topic.title, **data)


@transaction.atomic
def store(
    partnership: Partnership,
    *,
    title: str,
    by,
    note: str = "",
    purpose: str = Item.Purpose.CONSULTATION,
    minutes: int = 10,
    about: Thing | None = None,
) -> Topic:
    """Either side puts a topic aside for one of the next meetings."""
    require(rules.may_store(by, partnership))
    topic = Topic(partnership=partnership, title=title, note=note, purpose=purpose, minutes=minutes, created_by=by)
    topic.brought_in_by = meetings.party_for(partnership, by)
    topic.point_at(about)
    topic.save(force_insert=True)
    _tell("topic.stored", topic, by)
    return topic


@transaction.atomic
def edit(topic, *, title: str, note: str, purpose: str, minutes: int, edition, by, about: Thing | None = None) -> Topic:
    """The organisation that brought it in words it anew."""
    topic = _locked(topic)
    require(topic.is_current(edition))
    require(rules.may_edit(by, topic))
    topic.title, topic.note, topic.purpose, topic.minutes = title, note, purpose, minutes
    topic.point_at(about)
    topic.edition += 1
    topic.save()
    return topic


@transaction.atomic
def drop(topic, *, by) -> Topic:
    """The organisation that brought it in says that it is no longer needed."""
    topic = _locked(topic)
    require(rules.may_drop(by, topic))
    topic.move("drop")
    _tell("topic.dropped", topic, by)
    return topic


@transaction.atomic
def take(topic, *, meeting, by) -> Item:
    """Either side takes the topic into a meeting whose agenda is open; who brought it in stays. The meeting's journal tells it."""
    topic = _locked(topic)
    require(rules.may_take(by, topic))
    item = meetings.add_topic(
        meeting,
        title=topic.title,
        purpose=topic.purpose,
        minutes=topic.minutes,
        about=thing_of(topic),
        organisation=topic.brought_in_by,
        by=by,
    )
    topic.move("take", item=item)
    return item


@transaction.atomic
def put_aside(item, *, by) -> Topic:
    """A topic goes from the agenda into the store, while nothing hangs on it."""
    meeting = meetings.locked(item.meeting)
    item = meeting.items.get(pk=item.pk)
    require(rules.may_put_aside(by, meeting, item, written=meetings.is_written(item)))
    topic = Topic(partnership=meeting.partnership, title=item.title, purpose=item.purpose, minutes=item.minutes_planned, created_by=by)
    topic.brought_in_by = item.brought_in_by
    topic.point_at(thing_of(item))
    topic.save(force_insert=True)
    item.delete()
    _tell("topic.put_aside", topic, by, meeting=str(meeting))
    return topic
