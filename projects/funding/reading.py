"""Calls and schedules with all that their pages show of them, read by queries that are planned once (base/prepared.py)."""

from partnerships.organisation.standing import ANYONE, by_id
from projects.funding.models import Call, Schedule

call_or_404 = by_id(lambda: Call.objects.visible_to(ANYONE).for_page())
schedule_or_404 = by_id(lambda: Schedule.objects.visible_to(ANYONE).for_page())
