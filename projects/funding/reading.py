"""Schedules, calls and what becomes of a rest, with what their pages show, read by queries that are planned once (base/prepared.py)."""

from partnerships.base.prepared import PreparedRows, those_found
from partnerships.organisation.standing import ANYONE, IT, by_id, values_of
from projects.funding.leftover import Leftover
from projects.funding.models import Call, Instalment, Schedule

LISTED = those_found(Call.objects.for_list)
call_or_404 = by_id(lambda: Call.objects.visible_to(ANYONE).for_page())
schedule_or_404 = by_id(lambda: Schedule.objects.visible_to(ANYONE).for_page())
instalment_or_404 = by_id(lambda: Instalment.objects.visible_to(ANYONE).for_page())
leftover_or_404 = by_id(lambda: Leftover.objects.visible_to(ANYONE).for_page())

_INSTALMENTS = PreparedRows(lambda: Instalment.objects.filter(schedule=IT).order_by("number"))
_CALLS = PreparedRows(lambda: Call.objects.visible_to(ANYONE).filter(instalment__schedule=IT).exclude(state=Call.State.WITHDRAWN))


def instalments_of(schedule: Schedule) -> list[Instalment]:
    """By number; one query."""
    return _INSTALMENTS.rows({"it": schedule.pk})


def calls_of(person, schedule: Schedule) -> list[Call]:
    """Those that were not withdrawn; one query."""
    return _CALLS.rows(values_of(person, it=schedule.pk))
