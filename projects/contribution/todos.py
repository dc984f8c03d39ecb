"""Requests to decide, questions to answer, parts to accept, deliveries to confirm: at this person, its organisation, or the others.

A decision that is being released is told by the releases (partnerships/approval/todos.py).
"""

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, OuterRef, Q, Value, When
from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.base.prepared import NOW, PERSON, TODAY
from partnerships.organisation.models import Role
from partnerships.partnership import scope
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import AmIAmong, IfMine, day, key, moment, open_rows
from partnerships.todo.seats import ADMINISTERED, ANYBODY, IsActive
from projects.contribution.deciders import MayLackDecider, without_decider
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


_HAS_NO_DECIDER = ExpressionWrapper(without_decider(TODAY, NOW), output_field=BooleanField())


def _with_facts(rows):
    doubtful = Q(scope.Among("giver", params=(ADMINISTERED,))) & Q(MayLackDecider("giver", "hands", params=(ADMINISTERED, TODAY, NOW)))
    noted = Delivery.objects.filter(contribution=OuterRef("pk"), confirmed_by=None).exclude(noted_by=PERSON)
    return rows.annotate(
        acting=Case(When(state=State.ASKED, then=IfMine("giver")), default=IfMine("receiver")),
        asked_by_me=AmIAmong("hands"),
        noted_by_others=Case(When(state=State.DELIVERED, then=Exists(noted)), default=Value(False)),
        without_decider=Case(When(doubtful, then=_HAS_NO_DECIDER), default=Value(False)),
    )


@source
@open_rows(
    rows=_open,
    facts=("state", "acting", "asked_by_me", "noted_by_others", "without_decider"),
    shown=(
        *("id", "title", "state", "state_since", "due_on", "acting", "asked_by_me", "noted_by_others"),
        *("without_decider", "giver_id", "receiver_id", "partnership_id"),
    ),
    order=("state_since",),
)
def contributions(row, me) -> Todo:
    asked = row.state == State.ASKED
    return Todo(
        waiting=_waiting(row, me.standing, key(row.acting)),
        title=row.title,
        ask=ASKS[row.state](),
        url=address("contribution_detail", row.id),
        since=moment(row.state_since),
        due=day(row.due_on),
        who=me.name_of(row.giver_id if asked else row.receiver_id),
        partnership=me.seat(row.partnership_id).title,
        icon="cash-coin",
    )


@contributions.also
def nobody_decides(row, me) -> Todo | None:
    """For the administration of the giver."""
    if not row.without_decider:
        return None
    return Todo(
        waiting="me",
        title=row.title,
        ask=_("Nobody is left who may decide on this request: give somebody the role"),
        url=address("contribution_detail", row.id),
        since=moment(row.state_since),
        who=me.name_of(row.giver_id),
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
