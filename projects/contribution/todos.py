"""Requests to decide, questions to answer, parts to accept, deliveries to confirm: at this person, its organisation, or the others.

A decision that is being released is told by the releases (partnerships/approval/todos.py).
"""

from django.db.models import Case, Exists, OuterRef, Value, When
from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.base.prepared import NOW, PERSON, TODAY
from partnerships.organisation.models import Membership, Role
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import AmIAmong, IfMine, day, key, moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive
from projects.contribution.models import Contribution, Delivery

State = Contribution.State
ASKS = {
    State.ASKED: lambda: _("Decide on the request"),
    State.QUESTION: lambda: _("Answer the question"),
    State.PART: lambda: _("Accept the part granted, or withdraw"),
    State.DELIVERED: lambda: _("Confirm what came"),
}


def _open():
    rows = Contribution.objects.visible_to(ANYBODY).filter(IsActive("partnership"))
    return _with_facts(rows.filter(state__in=list(ASKS)))


def _with_facts(rows):
    noted = Delivery.objects.filter(contribution=OuterRef("pk"), confirmed_by=None).exclude(noted_by=PERSON)
    return rows.annotate(
        giver_mine=IfMine("giver"),
        receiver_mine=IfMine("receiver"),
        asked_by_me=AmIAmong("hands"),
        noted_by_others=Case(When(state=State.DELIVERED, then=Exists(noted)), default=Value(False)),
    )


@source
@open_rows(
    rows=_open,
    facts=("state", "giver_mine", "receiver_mine", "asked_by_me", "noted_by_others"),
    shown=(
        *("id", "title", "state", "state_since", "due_on", "giver_mine", "receiver_mine", "asked_by_me", "noted_by_others"),
        *("giver__short_name", "giver__name", "receiver__short_name", "receiver__name", "partnership_id"),
    ),
    order=("state_since",),
    lines=lambda: _with_facts(Contribution.objects.all()),
)
def contributions(row, me) -> Todo:
    asked = row.state == State.ASKED
    return Todo(
        waiting=_waiting(row, me.standing, key(row.giver_mine if asked else row.receiver_mine)),
        title=row.title,
        ask=ASKS[row.state](),
        url=address("contribution_detail", row.id),
        since=moment(row.state_since),
        due=day(row.due_on),
        who=(row.giver_short_name or row.giver_name) if asked else (row.receiver_short_name or row.receiver_name),
        partnership=me.seat(row.partnership_id).title,
        icon="cash-coin",
    )


def _without_decider():
    rows = Contribution.objects.visible_to(ANYBODY).without_decider(TODAY, NOW).filter(IsActive("partnership"))
    administers = Membership.objects.current(TODAY, NOW).with_role(Role.ADMINISTRATOR).filter(person=PERSON, organisation=OuterRef("giver"))
    return rows.filter(Exists(administers))


@source
@open_rows(
    rows=_without_decider,
    facts=("state",),
    shown=("id", "title", "state_since", "giver__short_name", "giver__name", "partnership_id"),
    order=("state_since",),
)
def nobody_decides(row, me) -> Todo:
    """For the administration of the giver."""
    return Todo(
        waiting="me",
        title=row.title,
        ask=_("Nobody is left who may decide on this request: give somebody the role"),
        url=address("contribution_detail", row.id),
        since=moment(row.state_since),
        who=row.giver_short_name or row.giver_name,
        partnership=me.seat(row.partnership_id).title,
        icon="exclamation-triangle",
    )


def _waiting(row, standing, acting) -> str:
    """`acting`: the organisation that must act, if it is one of the person's."""
    if acting is None:
        return "them"
    if row.state == State.ASKED:
        mine = standing.has(acting, Role.APPROVER) and not row.asked_by_me
    else:
        mine = standing.writes_for(acting) and (row.state != State.DELIVERED or row.noted_by_others)
    return "me" if mine else "us"
