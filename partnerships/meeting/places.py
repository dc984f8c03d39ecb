"""Files on topics: shared with both sides at once, part of what both release, and still from then on."""

from typing import ClassVar

from django.utils.translation import gettext as _

from partnerships.annex.models import Kind
from partnerships.annex.registry import Arrival, Place, register
from partnerships.base.verdict import YES, Verdict, no
from partnerships.meeting.actions import locked
from partnerships.meeting.models import Item, Meeting
from partnerships.meeting.rules import may_reorder

OPEN = (Meeting.State.PLANNED, Meeting.State.MINUTES)


class OfTopic(Place):
    model: ClassVar = Item
    name: ClassVar[str] = "topic"
    shown: ClassVar[bool] = True

    def visible_to(self, person):
        """Whoever reads the topic; observers those of released minutes."""
        return Item.objects.visible_to(person).select_related("meeting__partnership")

    def locked(self, thing: Item) -> Item:
        meeting = locked(thing.meeting)
        item = meeting.items.get(pk=thing.pk)
        item.meeting = meeting
        return item

    def kinds_now(self, thing: Item) -> tuple[str, ...]:
        return (Kind.TOPIC,) if thing.meeting.state in OPEN else ()

    def may_add(self, person, thing: Item) -> Verdict:
        return may_reorder(person, thing.meeting)

    def may_remove(self, person, thing: Item, annex) -> Verdict:
        return YES if thing.meeting.state in OPEN else no(_("The minutes are with both sides; their files stay."))

    def arrival(self, thing: Item, kind: str, *, internal: bool) -> Arrival:
        return Arrival(shared=True)

    def home(self, thing: Item) -> str:
        return thing.get_absolute_url()


register(OfTopic())
