"""Changes to answer."""

from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.organisation.models import Role
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import AmI, IfMine, key, moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive
from projects.change.models import Change


def _with_facts(rows):
    return rows.annotate(
        giver_mine=IfMine("contribution__giver"), receiver_mine=IfMine("contribution__receiver"), by_mine=IfMine("organisation"),
        said_by_me=AmI("asked_by"),
    )  # fmt: skip


def _open():
    return _with_facts(Change.objects.visible_to(ANYBODY).filter(IsActive("partnership"), state=Change.State.PROPOSED))


@source
@open_rows(
    rows=_open,
    facts=("giver_mine", "receiver_mine", "by_mine", "said_by_me"),
    shown=(
        *("id", "state_since", "giver_mine", "receiver_mine", "by_mine", "said_by_me", "organisation_id", "partnership_id"),
        *("contribution__title", "contribution__giver_id", "contribution__receiver_id"),
    ),
    order=("state_since",),
)
def changes(row, me) -> Todo:
    by_giver = row.organisation_id == row.contribution_giver_id
    acting = key(row.receiver_mine if by_giver else row.giver_mine)
    may = acting is not None and (me.standing.writes_for(acting) if by_giver else me.standing.has(acting, Role.APPROVER))
    return Todo(
        waiting="me" if may and not row.said_by_me else "us" if acting else "them",
        title=row.contribution_title,
        ask=_("Answer the change request"),
        url=address("change_detail", row.id),
        since=moment(row.state_since),
        who=me.name_of(row.contribution_receiver_id if by_giver else row.contribution_giver_id),
        partnership=me.seat(row.partnership_id).title,
        icon="pencil",
    )
