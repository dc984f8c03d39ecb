"""A task as its pages need it, read by queries that are planned once (base/prepared.py)."""

from partnerships.base.prepared import those_found
from partnerships.meeting.models import Decision
from partnerships.organisation.standing import ANYONE, by_id
from partnerships.task.models import Task

AROUND = ("meeting", "decision", "partnership", "organisation", "person", "item", "done_by", "asked_by", "first_person")

LISTED = those_found(lambda: Task.objects.select_related("meeting", "decision", "partnership", "organisation", "person"))
task_or_404 = by_id(lambda: Task.objects.visible_to(ANYONE).select_related("partnership"))
whole_or_404 = by_id(lambda: Task.objects.visible_to(ANYONE).select_related(*AROUND))
decision_or_404 = by_id(lambda: Decision.objects.visible_to(ANYONE).select_related("meeting", "partnership"))
