"""Conditions to fulfil, and fulfilled ones to accept."""

from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import AmI, IfMine, key, moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive
from projects.condition.models import Condition
from projects.contribution.models import Contribution

State = Condition.State


def _with_facts(rows):
    return rows.annotate(
        giver_mine=IfMine("contribution__giver"), receiver_mine=IfMine("contribution__receiver"), said_by_me=AmI("fulfilled_by")
    )


def _open():
    mine = Contribution.objects.visible_to(ANYBODY).values("pk")
    return _with_facts(Condition.objects.unmet().filter(IsActive("contribution__partnership"), contribution__in=mine))


@source
@open_rows(
    rows=_open,
    facts=("state", "giver_mine", "receiver_mine", "said_by_me"),
    shown=(
        *("id", "text", "state", "state_since", "giver_mine", "receiver_mine", "said_by_me"),
        *("contribution__giver__name", "contribution__receiver__name", "contribution_id", "contribution__partnership_id"),
    ),
    order=("state_since",),
)
def conditions(row, me) -> Todo:
    fulfilled = row.state == State.FULFILLED
    acting = key(row.giver_mine if fulfilled else row.receiver_mine)
    mine = acting is not None and me.standing.writes_for(acting) and not (fulfilled and row.said_by_me)
    return Todo(
        waiting="me" if mine else "us" if acting else "them",
        title=row.text,
        ask=_("Accept that the condition is fulfilled, or say what is missing") if fulfilled else _("Fulfil the condition of the grant"),
        url=address("contribution_detail", row.contribution_id),
        since=moment(row.state_since),
        who=row.contribution_giver_name if fulfilled else row.contribution_receiver_name,
        partnership=me.seat(row.contribution_partnership_id).title,
        icon="list-check",
    )
