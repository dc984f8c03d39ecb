"""Overbookings that wait for a second person: at this person, or at others of the own organisation."""

from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.organisation.models import Role
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import AmI, IfMine, key, moment, open_rows
from projects.pot.models import Overbooking


def _with_facts(rows):
    return rows.annotate(mine=IfMine("organisation"), asked_by_me=AmI("asked_by"))


@source
@open_rows(
    rows=lambda: _with_facts(Overbooking.objects.filter(state=Overbooking.State.ASKED)).filter(mine__isnull=False),
    facts=("mine", "asked_by_me"),
    shown=("id", "pot_id", "pot__name", "pot__year", "asked_by__name", "asked_at", "mine", "asked_by_me"),
    order=("asked_at",),
)
def overbookings(row, me) -> Todo:
    mine = me.standing.has(key(row.mine), Role.APPROVER, Role.SIGNATORY) and not row.asked_by_me
    return Todo(
        waiting="me" if mine else "us",
        title=f"{row.pot_name} {row.pot_year}",
        ask=_("Confirm the overbooking, or decline it"),
        url=address("pot_detail", row.pot_id),
        since=moment(row.asked_at),
        who=row.asked_by_name,
        icon="exclamation-triangle",
    )
