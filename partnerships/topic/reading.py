"""A topic of the store, and one of an agenda with what came of it, read by queries that are planned once (base/prepared.py)."""

from partnerships.base.prepared import Param, PreparedRows, those_found
from partnerships.meeting.filed import with_files
from partnerships.meeting.models import Decision, Item
from partnerships.organisation.standing import ANYONE, by_id
from partnerships.topic.models import Topic

LISTED = those_found(lambda: Topic.objects.select_related("partnership", "brought_in_by", "item__meeting"))
topic_or_404 = by_id(lambda: Topic.objects.visible_to(ANYONE).select_related("partnership", "brought_in_by"))
whole_or_404 = by_id(lambda: Topic.objects.visible_to(ANYONE).select_related("partnership", "brought_in_by", "created_by", "item__meeting"))

ITEM = Param("item", "uuid")


def _item():
    related = ("meeting__partnership", "brought_in_by", "carried_from__meeting")
    return with_files(Item.objects.visible_to(ANYONE).filter(pk=ITEM)).select_related(*related)


def _tasks():
    tasks = Item._meta.get_field("tasks").related_model  # of the slice beside
    return tasks.objects.visible_to(ANYONE).filter(item=ITEM).select_related("organisation", "person").order_by("until", "pk")


ON_AGENDA = PreparedRows(_item)
DECISIONS = PreparedRows(lambda: Decision.objects.visible_to(ANYONE).filter(item=ITEM).order_by("number"))
TASKS = PreparedRows(_tasks)
