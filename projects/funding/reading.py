"""Calls and schedules with all that their pages show of them, read by queries that are planned once (base/prepared.py)."""

from partnerships.base.prepared import Param, PreparedRows
from partnerships.organisation.standing import ANYONE, values_of
from projects.funding.models import Call, Schedule

IT = Param("it", "uuid")
_CALL = PreparedRows(lambda: Call.objects.visible_to(ANYONE).for_page().filter(pk=IT))
_SCHEDULE = PreparedRows(lambda: Schedule.objects.visible_to(ANYONE).for_page().filter(pk=IT))


def call_or_404(person, pk) -> Call:
    """One query."""
    return _CALL.one_or_404(values_of(person, it=pk))


def schedule_or_404(person, pk) -> Schedule:
    """One query."""
    return _SCHEDULE.one_or_404(values_of(person, it=pk))
