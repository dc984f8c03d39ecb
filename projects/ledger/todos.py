"""Corrections that wait for the other side's yes."""

from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import AmI, IfMine, key, moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive
from projects.ledger.models import Rebooking


def _facts(rows):
    return rows.annotate(giver_mine=IfMine("contribution__giver"), receiver_mine=IfMine("contribution__receiver"), proposed_by_me=AmI("by"))


def _open():
    rows = Rebooking.objects.visible_to(ANYBODY).filter(IsActive("contribution__partnership"), state=Rebooking.State.OPEN)
    return _facts(rows)


@source
@open_rows(
    rows=_open,
    facts=("giver_mine", "receiver_mine", "organisation", "proposed_by_me"),
    shown=(
        *("id", "created_at", "giver_mine", "receiver_mine", "proposed_by_me", "organisation_id", "contribution__title"),
        "contribution__partnership_id",
    ),
    order=("created_at",),
)
def corrections(row, me) -> Todo:
    mine = {key(row.giver_mine), key(row.receiver_mine)} - {None}
    answering = mine - {key(row.organisation_id)}
    waiting = "them" if not answering else "me" if me.standing.writes_for(answering.pop()) and not row.proposed_by_me else "us"
    return Todo(
        waiting=waiting,
        title=row.contribution_title,
        ask=_("Agree to the correction, or decline it"),
        url=address("rebooking_detail", row.id),
        since=moment(row.created_at),
        who=me.name_of(row.organisation_id),
        partnership=me.seat(row.contribution_partnership_id).title,
        icon="arrow-left-right",
    )
