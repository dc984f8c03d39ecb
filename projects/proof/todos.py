"""Proofs to write, to correct, to check, to answer for; reclaims to answer, to pay, to confirm. Releases tell of themselves."""

from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.base.prepared import TODAY
from partnerships.organisation.models import Role
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import AmIAmong, IfMine, day, key, moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive
from projects.proof.models import SOON, Proof, Reclaim

State = Proof.State
AT_GIVER = (State.SUBMITTED, State.CHECKING)
ASKS = {
    State.OPEN: lambda: _("Begin the proof of use"),
    State.WORK: lambda: _("Complete the proof of use and hand it in"),
    State.RETURNED: lambda: _("Correct the proof of use"),
    State.QUESTION: lambda: _("Answer the question about the proof of use"),
    State.SUBMITTED: lambda: _("Check the proof of use"),
    State.CHECKING: lambda: _("Check the proof of use"),
}
CHECKERS = (Role.APPROVER, Role.FINANCE, Role.COORDINATOR)


def _with_facts(rows):
    return rows.annotate(
        giver_mine=IfMine("contribution__giver"), receiver_mine=IfMine("contribution__receiver"), my_hand=AmIAmong("hands")
    )


def _open():
    soon = Q(state=State.OPEN, due_on__lte=TODAY.after(days=SOON)) | Q(state__in=[state for state in ASKS if state != State.OPEN])
    return _with_facts(Proof.objects.visible_to(ANYBODY).filter(soon, IsActive("partnership")))


@source
@open_rows(
    rows=_open,
    facts=("state", "giver_mine", "receiver_mine", "my_hand"),
    shown=(
        *("id", "state", "state_since", "due_on", "giver_mine", "receiver_mine", "my_hand", "partnership_id"),
        *("contribution__title", "contribution__giver_id", "contribution__receiver_id"),
    ),
    order=("due_on",),
)
def proofs(row, me) -> Todo:
    at_giver = row.state in AT_GIVER
    return Todo(
        waiting=_waiting(me.standing, key(row.giver_mine if at_giver else row.receiver_mine), giver=at_giver, hand=row.my_hand),
        title=row.contribution_title,
        ask=ASKS[row.state](),
        url=address("proof_detail", row.id),
        since=moment(row.state_since),
        due=None if at_giver or row.state == State.QUESTION else day(row.due_on),
        who=me.name_of(row.contribution_giver_id if at_giver else row.contribution_receiver_id),
        partnership=me.seat(row.partnership_id).title,
        icon="file-earmark-text",
    )


def _waiting(standing, acting, *, giver: bool, hand: bool = False) -> str:
    """`acting`: the organisation that must act, if it is one of the person's."""
    if acting is None:
        return "them"
    mine = standing.has(acting, *CHECKERS) and not hand if giver else standing.writes_for(acting)
    return "me" if mine else "us"


R = Reclaim.State
RECLAIM_ASKS = {
    R.HEARING: lambda: _("Answer the reclaim"),
    R.ANSWERED: lambda: _("Decide on the reclaim"),
    R.SET: lambda: _("Pay back the money"),
    R.REPAID: lambda: _("Confirm that the money came back"),
}


def _reclaims():
    rows = Reclaim.objects.filter(proof__in=Proof.objects.visible_to(ANYBODY).values("pk"), state__in=list(RECLAIM_ASKS))
    return _reclaim_facts(rows.filter(IsActive("partnership")))


def _reclaim_facts(rows):
    return rows.annotate(
        giver_mine=IfMine("proof__contribution__giver"),
        receiver_mine=IfMine("proof__contribution__receiver"),
        my_hand=AmIAmong("proof__hands"),
    )


@source
@open_rows(
    rows=_reclaims,
    facts=("state", "giver_mine", "receiver_mine", "my_hand"),
    shown=(
        *("proof_id", "state", "state_since", "answer_by", "due_on", "giver_mine", "receiver_mine", "my_hand", "partnership_id"),
        *("proof__contribution__title", "proof__contribution__giver_id", "proof__contribution__receiver_id"),
    ),
    order=("due_on",),
)
def reclaims(row, me) -> Todo:
    at_giver = row.state in (R.ANSWERED, R.REPAID)
    return Todo(
        waiting=_waiting(me.standing, key(row.giver_mine if at_giver else row.receiver_mine), giver=at_giver, hand=row.my_hand),
        title=row.proof_contribution_title,
        ask=RECLAIM_ASKS[row.state](),
        url=address("proof_detail", row.proof_id),
        since=moment(row.state_since),
        due={R.HEARING: day(row.answer_by), R.SET: day(row.due_on)}.get(row.state),
        who=me.name_of(row.proof_contribution_giver_id if at_giver else row.proof_contribution_receiver_id),
        partnership=me.seat(row.partnership_id).title,
        icon="reply",
    )
