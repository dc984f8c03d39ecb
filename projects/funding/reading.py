"""Schedules, calls and what becomes of a rest, with what their pages show, read by queries that are planned once (base/prepared.py)."""

from partnerships.base.prepared import those_found
from partnerships.organisation.standing import ANYONE, by_id
from projects.funding.leftover import Leftover
from projects.funding.models import Call, Instalment, Schedule

LISTED = those_found(Call.objects.for_list)
call_or_404 = by_id(lambda: Call.objects.visible_to(ANYONE).for_page())
schedule_or_404 = by_id(lambda: Schedule.objects.visible_to(ANYONE).for_page())
instalment_or_404 = by_id(lambda: Instalment.objects.visible_to(ANYONE).for_page())
leftover_or_404 = by_id(lambda: Leftover.objects.visible_to(ANYONE).for_page())
