"""The verbs of a reclaim: announce, answer (hearing), set, waive, carry over, pay back, confirm or deny that it came.

What is paid back is a row of the ledger on which both agree: whoever answers that, here or there, answers the reclaim (repayment_answered).
"""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.base import clock, money
from partnerships.base.templatetags.portal import euro
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from projects.contribution.models import Contribution
from projects.funding import leftovers
from projects.funding.leftover import Leftover
from projects.ledger import actions as ledger
from projects.ledger.models import Rebooking
from projects.proof import news, rules
from projects.proof.actions import locked
from projects.proof.models import Proof, Reclaim

State = Reclaim.State


@transaction.atomic
def announce(proof: Proof, *, amount: Decimal, reason: str, text: str, due_on: date, answer_by: date, by) -> Reclaim:
    """The giver announces that money is to be paid back, and until when the receiver may answer. Journal: proof.reclaim_announced. Mail."""
    proof = locked(proof)
    require(rules.may_announce(by, proof))
    amount = money.cents(amount)
    _require_reclaimable(proof.contribution, amount)
    if not clock.today() <= answer_by <= due_on:
        raise Refused(_("First comes the day until which one may answer, then the day of payment; both from today on."))
    reclaim = Reclaim.objects.create(
        proof=proof, partnership_id=proof.partnership_id, amount=amount, reason=reason, text=text, due_on=due_on, answer_by=answer_by,
        announced_by=by,
    )  # fmt: skip
    record("proof.reclaim_announced", proof, by=by, organisation=proof.contribution.giver, amount=amount, text=text, on=answer_by)
    news.to_receiver(proof, "reclaim", text)
    return reclaim


def _require_reclaimable(grant: Contribution, amount: Decimal) -> None:
    """What is there, and is not paid back by joint decision anyway."""
    if proposed := Leftover.objects.filter(contribution=grant, state=Leftover.State.PROPOSED).first():
        raise Refused(_("A proposal about the rest of this grant is open. First that is answered."), remedy=proposed.get_absolute_url())
    if not 0 < amount <= grant.confirmed:
        raise Refused(_("At most what was paid can be reclaimed."))
    decided = leftovers.outstanding(grant)
    if amount > grant.confirmed - decided:
        words = {"decided": euro(decided), "left": euro(grant.confirmed - decided)}
        sentence = _("Both sides have decided already that %(decided)s are paid back: beyond that at most %(left)s can be reclaimed.")
        raise Refused(sentence % words)


def _locked(reclaim: Reclaim, rule, by) -> Reclaim:
    proof = locked(reclaim.proof)
    fresh = Reclaim.objects.select_for_update(of=("self",)).get(pk=reclaim.pk)
    fresh.proof = proof
    require(rule(by, fresh))
    return fresh


def _go(reclaim: Reclaim, state: str, verb: str, organisation, *fields: str, by, **data) -> Reclaim:
    reclaim.move_to(state)
    reclaim.edition += 1
    reclaim.save(update_fields=["state", "state_since", "edition", *fields])
    record(verb, reclaim.proof, by=by, organisation=organisation, amount=reclaim.amount, **data)
    return reclaim


@transaction.atomic
def answer_reclaim(reclaim: Reclaim, *, wish: str, text: str, by) -> Reclaim:
    """The receiver is heard. Journal: proof.reclaim_answered."""
    reclaim = _locked(reclaim, rules.may_answer_reclaim, by)
    if not text.strip() and wish == Reclaim.Wish.OBJECT:
        raise Refused(_("Please say why you do not agree."))
    reclaim.wish, reclaim.answer = wish, text.strip()
    receiver = reclaim.proof.contribution.receiver
    return _go(reclaim, State.ANSWERED, "proof.reclaim_answered", receiver, "wish", "answer", by=by, text=reclaim.answer)


@transaction.atomic
def fix_reclaim(reclaim: Reclaim, *, by) -> Reclaim:
    """After the answer, or without one in time: it is to be paid back. Journal: proof.reclaim_set."""
    reclaim = _locked(reclaim, rules.may_fix_reclaim, by)
    return _go(reclaim, State.SET, "proof.reclaim_set", reclaim.proof.contribution.giver, by=by, on=reclaim.due_on)


@transaction.atomic
def waive_reclaim(reclaim: Reclaim, *, by) -> Reclaim:
    """The giver does without. Journal: proof.reclaim_waived."""
    reclaim = _locked(reclaim, rules.may_waive_reclaim, by)
    return _go(reclaim, State.WAIVED, "proof.reclaim_waived", reclaim.proof.contribution.giver, by=by)


@transaction.atomic
def offset_reclaim(reclaim: Reclaim, *, by) -> Reclaim:
    """Both want it: carried over into the next grant. Journal: proof.reclaim_offset."""
    reclaim = _locked(reclaim, rules.may_offset_reclaim, by)
    return _go(reclaim, State.OFFSET, "proof.reclaim_offset", reclaim.proof.contribution.giver, by=by)


@transaction.atomic
def repay_reclaim(reclaim: Reclaim, *, by, paid_on: date | None = None) -> Reclaim:
    """The receiver says that it was paid back, which proposes the row of the ledger. Journal: proof.reclaim_repaid, rebooking.proposed."""
    reclaim = _locked(reclaim, rules.may_repay_reclaim, by)
    reclaim.paid_on = paid_on or clock.today()
    grant = reclaim.proof.contribution
    reclaim.rebooking = ledger.give_back(grant, on=reclaim.paid_on, amount=reclaim.amount, reason=reclaim.text[:300], by=by)
    return _go(reclaim, State.REPAID, "proof.reclaim_repaid", grant.receiver, "paid_on", "rebooking", by=by, on=reclaim.paid_on)


@transaction.atomic
def confirm_reclaim(reclaim: Reclaim, *, by) -> Reclaim:
    """The money is there, and the row of the ledger agreed on. Journal: rebooking.agreed, proof.reclaim_paid."""
    return _answer(reclaim, rules.may_confirm_reclaim, ledger.agree, by)


@transaction.atomic
def deny_reclaim(reclaim: Reclaim, *, by) -> Reclaim:
    """The money is not there: it is to be paid back as before. Journal: rebooking.declined, proof.reclaim_denied."""
    return _answer(reclaim, rules.may_deny_reclaim, ledger.decline, by)


@transaction.atomic
def take_back_reclaim(reclaim: Reclaim, *, by) -> Reclaim:
    """The receiver said so too early: it is to be paid back as before. Journal: rebooking.withdrawn, proof.reclaim_denied."""
    return _answer(reclaim, rules.may_take_back_reclaim, ledger.withdraw, by)


def _answer(reclaim: Reclaim, rule, verb, by) -> Reclaim:
    reclaim = _locked(reclaim, rule, by)
    verb(reclaim.rebooking, by=by)
    return Reclaim.objects.select_related("proof__contribution").get(pk=reclaim.pk)


def repayment_answered(rebooking: Rebooking, *, by) -> None:
    """The row of the ledger is agreed on: the money is back. Declined or withdrawn: it is to be paid back as before.

    Within that transaction, which holds the grant. Journal: proof.reclaim_paid, proof.reclaim_denied.
    """
    rows = Reclaim.objects.select_for_update(of=("self",)).select_related("proof__contribution__giver", "proof__contribution__receiver")
    reclaim = rows.filter(rebooking=rebooking, state=State.REPAID).first()
    if reclaim is None:
        return
    grant = reclaim.proof.contribution
    if rebooking.state == Rebooking.State.AGREED:
        _go(reclaim, State.PAID, "proof.reclaim_paid", grant.giver, by=by)
        return
    reclaim.rebooking, reclaim.paid_on = None, None
    who = grant.giver if rebooking.state == Rebooking.State.DECLINED else grant.receiver
    _go(reclaim, State.SET, "proof.reclaim_denied", who, "rebooking", "paid_on", by=by)
