"""Payment schedules to agree to, calls to check, release, pay, answer or confirm: at this person, its organisation, or the others.

A release inside the house is told by the releases (partnerships/approval/todos.py).
"""

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.base.prepared import TODAY
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import AmI, AmIAmong, IfMine, day, key, moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive
from projects.contribution.models import Contribution
from projects.funding.blockers import is_callable, stuck
from projects.funding.leftover import Leftover
from projects.funding.leftovers import with_given_back
from projects.funding.models import Call, Instalment, Schedule
from projects.funding.rules import AGREES, TURNS
from projects.funding.turn import ASKS, OF_THE_RECEIVER, agree_ask, blocked_ask, leftover_ask

WHO = ("contribution__giver_id", "contribution__receiver_id")


class DidAStep(AmI):
    """Did the person one of the steps of this call?"""

    sql = "COALESCE(%s::uuid IN ({0}, {1}, {2}, {3}), FALSE)"


def _with_facts(rows):
    return rows.annotate(
        giver_mine=IfMine("contribution__giver"),
        receiver_mine=IfMine("contribution__receiver"),
        called_by_me=AmIAmong("hands"),
        done_by_me=DidAStep("factual_by", "arithmetic_by", "released_by", "ordered_by"),
        stuck=stuck(TODAY),
    )


@source
@open_rows(
    rows=lambda: _with_facts(Call.objects.visible_to(ANYBODY).filter(IsActive("partnership"), state__in=list(ASKS))),
    facts=("state", "giver_mine", "receiver_mine", "called_by_me", "done_by_me", "stuck"),
    shown=(
        *("id", "state", "state_since", "giver_mine", "receiver_mine", "called_by_me", "done_by_me", "stuck"),
        *("contribution__title", "instalment__number", "partnership_id", *WHO),
    ),
    order=("state_since",),
)
def calls(row, me) -> Todo:
    receives = row.stuck or row.state in OF_THE_RECEIVER
    acting = key(row.receiver_mine if receives else row.giver_mine)
    side = "receiver" if receives else "giver"
    return Todo(
        waiting=_waiting(row, me.standing, acting),
        title=f"{row.contribution_title}, {row.instalment_number}",
        ask=blocked_ask() if row.stuck else ASKS[row.state](),
        url=address("call_detail", row.id),
        since=moment(row.state_since),
        who=me.name_of(getattr(row, f"contribution_{side}_id")),
        partnership=me.seat(row.partnership_id).title,
        icon="bank",
    )


def _waiting(row, standing, acting) -> str:
    """`acting`: the organisation that must act, if it is one of the person's."""
    if acting is None:
        return "them"
    if row.stuck:
        mine = standing.writes_for(acting)
    elif row.state in OF_THE_RECEIVER:
        mine = standing.writes_for(acting) and not row.done_by_me
    else:
        mine = standing.has(acting, *TURNS[row.state]) and not row.called_by_me and not row.done_by_me
    return "me" if mine else "us"


def _to_call():
    """Nobody has called them, and one may: soon due, and what a report has to precede is preceded by it."""
    called = Call.objects.exclude(state=Call.State.WITHDRAWN).filter(instalment=OuterRef("pk"))
    rows = Instalment.objects.visible_to(ANYBODY).filter(IsActive("schedule__partnership"), ~Exists(called))
    grant = "schedule__contribution__"
    binding = {f"{grant}state__in": Contribution.PROMISED, f"{grant}delivered__lt": F(f"{grant}granted")}
    return rows.filter(is_callable(TODAY), schedule__state=Schedule.State.AGREED, **binding).annotate(
        mine=IfMine("schedule__contribution__receiver")
    )


@source
@open_rows(
    rows=_to_call,
    facts=("mine",),
    shown=(
        *("id", "number", "due_on", "mine", "schedule__contribution__title", "schedule__contribution__receiver_id"),
        "schedule__partnership_id",
    ),
    order=("due_on",),
)
def instalments(row, me) -> Todo:
    acting = key(row.mine)
    return Todo(
        waiting="them" if acting is None else "me" if me.standing.writes_for(acting) else "us",
        title=f"{row.schedule_contribution_title}, {row.number}",
        ask=_("Call the instalment"),
        url=address("instalment_call", row.id),
        due=day(row.due_on),
        who=me.name_of(row.schedule_contribution_receiver_id),
        partnership=me.seat(row.schedule_partnership_id).title,
        icon="bank",
    )


def _to_agree(model) -> dict:
    """A proposal of one side, to which the other one is asked."""

    def with_facts(rows):
        return rows.annotate(mine=IfMine("waits_for"), worded_by_me=AmI("proposed_by"))

    return {
        "rows": lambda: with_facts(model.objects.visible_to(ANYBODY).filter(IsActive("partnership"), state="proposed")),
        "facts": ("mine", "worded_by_me"),
        "shown": ("id", "state_since", "mine", "worded_by_me", "waits_for_id", "contribution__title", "partnership_id"),
        "order": ("state_since",),
    }


@source
@open_rows(**_to_agree(Schedule))
def schedules(row, me) -> Todo:
    return _proposal(row, me, agree_ask(), address("schedule_detail", row.id))


@source
@open_rows(**_to_agree(Leftover))
def leftovers(row, me) -> Todo:
    return _proposal(row, me, leftover_ask(), address("leftover_detail", row.id))


def _due_back():
    """Both have decided it, and less was given back since."""
    rows = Leftover.objects.visible_to(ANYBODY).filter(IsActive("partnership"), state=Leftover.State.AGREED, way=Leftover.Way.BACK)
    return with_given_back(rows).annotate(mine=IfMine("contribution__receiver")).filter(amount__gt=F("given"))


@source
@open_rows(
    rows=_due_back,
    facts=("mine",),
    shown=("id", "until", "mine", "contribution__title", "contribution__receiver_id", "partnership_id"),
    order=("until",),
)
def due_back(row, me) -> Todo:
    acting = key(row.mine)
    return Todo(
        waiting="them" if acting is None else "me" if me.standing.writes_for(acting) else "us",
        title=row.contribution_title,
        ask=_("Pay the rest back"),
        url=address("leftover_detail", row.id),
        due=day(row.until),
        who=me.name_of(row.contribution_receiver_id),
        partnership=me.seat(row.partnership_id).title,
        icon="bank",
    )


def _proposal(row, me, ask: str, url: str) -> Todo:
    acting = key(row.mine)
    mine = acting is not None and me.standing.has(acting, *AGREES) and not row.worded_by_me
    return Todo(
        waiting="me" if mine else "us" if acting else "them",
        title=row.contribution_title,
        ask=ask,
        url=url,
        since=moment(row.state_since),
        who=me.name_of(row.waits_for_id),
        partnership=me.seat(row.partnership_id).title,
        icon="bank",
    )
