"""The verbs of a reclaim: announce, answer (hearing), set, waive, carry over, pay back, confirm."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.base import clock, money
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
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
    came = sum((delivery.amount for delivery in proof.contribution.deliveries.filter(confirmed_at__isnull=False)), Decimal(0))
    amount = money.cents(amount)
    if not 0 < amount <= came:
        raise Refused(_("At most what was paid can be reclaimed."))
    if not clock.today() <= answer_by <= due_on:
        raise Refused(_("First comes the day until which one may answer, then the day of payment; both from today on."))
    reclaim = Reclaim.objects.create(
        proof=proof, partnership_id=proof.partnership_id, amount=amount, reason=reason, text=text, due_on=due_on, answer_by=answer_by,
        announced_by=by,
    )  # fmt: skip
    record("proof.reclaim_announced", proof, by=by, organisation=proof.contribution.giver, amount=amount, text=text, on=answer_by)
    news.to_receiver(proof, "reclaim", text)
    return reclaim


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
    """The money is there, and the row of the ledger agreed on. Journal: proof.reclaim_paid, rebooking.agreed."""
    reclaim = _locked(reclaim, rules.may_confirm_reclaim, by)
    booked = reclaim.rebooking
    if booked and booked.state != Rebooking.State.AGREED:
        ledger.agree(booked, by=by)
    return _go(reclaim, State.PAID, "proof.reclaim_paid", reclaim.proof.contribution.giver, by=by)
