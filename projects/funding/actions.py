"""The verbs of a call for funds. The contribution's row is locked first, then the call's."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from partnerships.approval import actions as approval
from partnerships.approval.models import Subject
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.base.money import MOST, cents
from partnerships.base.templatetags.portal import euro
from partnerships.base.verdict import Refused, no, require
from partnerships.journal.actions import record
from partnerships.journal.changes import changes
from projects.contribution import deliveries
from projects.contribution.actions import locked as locked_contribution
from projects.contribution.booking import Nature
from projects.contribution.models import Contribution, Delivery
from projects.funding import news, rules
from projects.funding.models import ZERO, Call, Instalment, Lift, Schedule
from projects.ledger.models import Rebooking

State = Call.State
CHECKS = ("factual_by", "factual_at", "arithmetic_by", "arithmetic_at", "released_by", "released_at")


@dataclass(frozen=True)
class Need:
    """What the receiver says about its call."""

    amount: Decimal
    starts_on: date
    ends_on: date
    planned: Decimal
    cash: Decimal = ZERO
    spent: int | None = None
    note: str = ""

    def columns(self) -> dict:
        return dict(vars(self))


@transaction.atomic
def request(instalment: Instalment, *, need: Need, by) -> Call:
    """The receiver calls an instalment. Sent twice by the same person it is one call. Journal: call.requested; mail to the giver."""
    contribution = locked_contribution(instalment.schedule.contribution)
    instalment = Instalment.objects.select_related("schedule").get(pk=instalment.pk)
    instalment.schedule.contribution = contribution
    require(rules.may_call(by, instalment))
    before = Call.objects.filter(instalment=instalment).exclude(state=State.WITHDRAWN).select_related("contribution").first()
    if before and before.called_by_id == by.pk and not changes(before, need.columns()):
        return before
    if before:
        raise Refused(_("This instalment was called already."), remedy=before.get_absolute_url())
    _require_sound(need, contribution, instalment)
    call = Call(
        contribution=contribution,
        instalment=instalment,
        partnership=contribution.partnership,
        called_by=by,
        called_at=clock.now(),
        hands=[by.pk],
        few_hands=instalment.schedule.few_hands,
        **need.columns(),
    )
    call.save()
    record("call.requested", call, by=by, organisation=contribution.receiver, amount=call.amount)
    news.requested(call)
    return call


def _require_sound(need: Need, contribution: Contribution, instalment: Instalment, *, besides: Call | None = None) -> None:
    for amount in (need.amount, need.planned, need.cash):
        if amount != cents(amount) or not 0 <= amount <= MOST:
            raise Refused(_("Please check the amounts: full cents, and nothing below zero."))
    if need.amount <= 0:
        raise Refused(_("Please say how much you call."))
    if need.ends_on < need.starts_on:
        raise Refused(_("The end must not be before the start."))
    if need.spent is not None and not 0 <= need.spent <= 100:
        raise Refused(_("Please give a share between 0 and 100 per cent."))
    if need.amount > instalment.amount:
        raise Refused(_("This instalment is %(amount)s: more cannot be called.") % {"amount": euro(instalment.amount)})
    others = contribution.calls.pending()
    pending = (others.exclude(pk=besides.pk) if besides else others).aggregate(sum=Sum("amount", default=ZERO))["sum"]
    left = max(contribution.granted - contribution.delivered - pending, ZERO)
    if need.amount > left:
        raise Refused(_("Of this grant %(left)s are left, after what came and what was called already.") % {"left": euro(left)})


def locked(call: Call) -> Call:
    """The call as it is now, held until the transaction ends, and before it its contribution."""
    contribution = locked_contribution(call.contribution)
    rows = Call.objects.select_for_update(of=("self",)).select_related("instalment__schedule", "partnership", "delivery", "called_by")
    call = rows.get(pk=call.pk)
    call.contribution = contribution
    return call


def _move(call: Call, verb: str, state: str, *fields: str) -> None:
    call.move_to(verb, state)
    call.edition += 1
    call.save(update_fields=["state", "state_since", "edition", *fields])


def _done(call: Call, verb: str, state: str, step: str, *, by) -> Call:
    """One more step, by one more person."""
    setattr(call, f"{step}_by", by)
    setattr(call, f"{step}_at", clock.now())
    _move(call, verb, state, f"{step}_by", f"{step}_at")
    return call


@transaction.atomic
def check_facts(call: Call, *, edition, by) -> Call:
    """The giver's staff finds the call right: purpose, period, need. Journal: call.factual."""
    call = locked(call)
    require(rules.may_check_facts(by, call))
    require(call.is_current(edition))
    _done(call, "check_facts", State.FACTUAL, "factual", by=by)
    record("call.factual", call, by=by, organisation=call.giver)
    return call


@transaction.atomic
def check_sums(call: Call, *, edition, by) -> Call:
    """The giver's finance finds its sums right. Journal: call.arithmetic."""
    call = locked(call)
    require(rules.may_check_sums(by, call))
    require(call.is_current(edition))
    _done(call, "check_sums", State.ARITHMETIC, "arithmetic", by=by)
    record("call.arithmetic", call, by=by, organisation=call.giver)
    return call


@transaction.atomic
def release(call: Call, *, edition, by) -> Call:
    """Into the giver's own release; released at once where this person's yes is all its rule takes. Journal: call.released, or the
    release's own lines.
    """
    call = locked(call)
    require(rules.may_release(by, call))
    require(call.is_current(edition))
    contribution = call.contribution
    found = approval.ask(
        call,
        organisation=call.giver,
        subject=Subject.CALL,
        amount_total=call.amount,
        amount_year=call.amount,
        kinds=tuple(filter(None, (contribution.kind, contribution.money_type))),
        by=by,
        hands=[*call.hands, call.factual_by_id, call.arithmetic_by_id],
        says_yes=True,
    )
    if found.state == Release.State.GRANTED:
        _done(call, "release", State.RELEASED, "released", by=by)
        record("call.released", call, by=by, organisation=call.giver, amount=call.amount)
    else:
        _move(call, "release", State.RELEASING)
    return call


@transaction.atomic
def settle(call: Call, *, by) -> Call:
    """The last step of the house has released it. Journal: call.released."""
    call = Call.objects.select_for_update(of=("self",)).for_list().get(pk=call.pk)
    _done(call, "settle", State.RELEASED, "released", by=by)
    record("call.released", call, by=by, organisation=call.giver, amount=call.amount)
    return call


@transaction.atomic
def give_back(call: Call, *, by) -> Call:
    """The house did not release it, or whoever began took it back: it waits for its release again. The release's own line tells it."""
    call = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    _move(call, "give_back", State.ARITHMETIC)
    return call


@transaction.atomic
def order(call: Call, *, edition, on: date, meant=(), by) -> Call:
    """The payment was ordered at the bank: a deliberate step, which makes the delivery that ledger and pots read.

    `meant` as in deliveries.deliver(). Journal: contribution.delivered, call.ordered; mail to the receiver.
    """
    call = locked(call)
    require(rules.may_order(by, call))
    require(call.is_current(edition))
    if on < call.released_at.astimezone(clock.BERLIN).date():
        require(no(_("A payment is not ordered before it was released.")))
    contribution = call.contribution
    call.delivery = deliveries.deliver(contribution, on=on, amount=call.amount, note=call.reference, meant=meant, by=by, of_call=True)
    call.contribution.refresh_from_db(fields=["delivered", "confirmed", "state", "state_since"])
    call.ordered_by, call.ordered_at = by, clock.now()
    _move(call, "order", State.ORDERED, "ordered_by", "ordered_at", "delivery")
    record("call.ordered", call, by=by, organisation=call.giver, amount=call.amount, on=on)
    news.ordered(call)
    return call


@transaction.atomic
def undo(call: Call, *, edition, reason: str, by) -> Call:
    """The payment came back, or was never sent: its delivery is taken back, the call is released as before. Journal: call.undone."""
    call = locked(call)
    require(rules.may_undo(by, call))
    require(call.is_current(edition))
    _require_words(reason)
    delivery, call.delivery, call.ordered_by, call.ordered_at, call.reason = call.delivery, None, None, None, reason
    _move(call, "undo", State.RELEASED, "delivery", "ordered_by", "ordered_at", "reason")
    deliveries.take_back(delivery, edition=delivery.edition, by=by, of_call=True)
    record("call.undone", call, by=by, organisation=call.giver, amount=call.amount, reason=reason)
    return call


@transaction.atomic
def receive(call: Call, *, edition, meant=(), by) -> Call:
    """The receiver confirms that the money came: the delivery is final, the call is through, see received(). Journal: call.received."""
    call = locked(call)
    require(rules.may_receive(by, call))
    require(call.is_current(edition))
    deliveries.confirm(call.delivery, edition=call.delivery.edition, meant=meant, by=by)
    return Call.objects.for_page().get(pk=call.pk)


def received(delivery, *, by) -> None:
    """The delivery of a call was confirmed, wherever that was done. Within its transaction, the contribution's row is locked."""
    if not Call.objects.filter(delivery=delivery).exists():
        return  # nearly always, and without the many tables that a call is read with
    call = Call.objects.select_for_update(of=("self",)).for_list().get(delivery=delivery)
    require(rules.may_receive(by, call))
    call.received_by, call.received_at = by, clock.now()
    _move(call, "receive", State.RECEIVED, "received_by", "received_at")
    record("call.received", call, by=by, organisation=call.receiver, amount=call.amount)


def rebooked(rebooking: Rebooking, *, by) -> None:
    """Both agreed in the ledger that a payment was different, or never came: then the call is released as before, and can be paid anew.

    Within that transaction. Journal: call.payment_amended, call.payment_cancelled.
    """
    rows = Call.objects.select_for_update(of=("self",)).for_list().filter(delivery=rebooking.delivery_id, state=State.RECEIVED)
    call = rows.first() if rebooking.delivery_id else None
    if call is None:
        return
    if rebooking.sort == Rebooking.Sort.AMEND:
        call.delivery = Delivery.objects.get(corrects=rebooking.delivery_id, nature=Nature.INSTEAD)
        call.edition += 1
        call.save(update_fields=["delivery", "edition"])
        record("call.payment_amended", call, by=by, organisation=rebooking.other, amount=call.delivery.amount, reason=rebooking.reason)
        return
    steps = ("ordered_by", "ordered_at", "received_by", "received_at", "delivery")
    for name in steps:
        setattr(call, name, None)
    _move(call, "cancel", State.RELEASED, *steps)
    record("call.payment_cancelled", call, by=by, organisation=rebooking.other, amount=call.amount, reason=rebooking.reason)


@transaction.atomic
def send_back(call: Call, *, edition, reason: str, by) -> Call:
    """The giver asks back: the receiver corrects the call, and all steps begin anew. Journal: call.sent_back; mail to who called."""
    call = locked(call)
    require(rules.may_send_back(by, call))
    require(call.is_current(edition))
    _require_words(reason)
    call.reason = reason
    _forget_checks(call)
    _move(call, "send_back", State.RETURNED, "reason", *CHECKS)
    record("call.sent_back", call, by=by, organisation=call.giver, reason=reason)
    news.sent_back(call)
    return call


@transaction.atomic
def correct(call: Call, *, edition, need: Need, by) -> Call:
    """The receiver corrects its call or answers what was asked: called anew. Journal: call.corrected, with old and new values."""
    call = locked(call)
    require(rules.may_correct(by, call))
    require(call.is_current(edition))
    _require_sound(need, call.contribution, call.instalment, besides=call)
    changed = changes(call, need.columns())
    if not changed and call.state == State.REQUESTED:
        return call
    for name, value in need.columns().items():
        setattr(call, name, value)
    if by.pk not in call.hands:
        call.hands.append(by.pk)
    call.reason = ""
    _move(call, "correct", State.REQUESTED, *need.columns(), "hands", "reason")
    record("call.corrected", call, by=by, organisation=call.receiver, amount=call.amount, changes=changed)
    return call


@transaction.atomic
def withdraw(call: Call, *, edition, by) -> Call:
    """The receiver does not need it after all: the instalment can be called anew. Journal: call.withdrawn."""
    call = locked(call)
    require(rules.may_withdraw(by, call))
    require(call.is_current(edition))
    _move(call, "withdraw", State.WITHDRAWN)
    record("call.withdrawn", call, by=by, organisation=call.receiver)
    return call


@transaction.atomic
def lift(call: Call, *, key: str, comment: str, by) -> Lift:
    """One person of the giver wants the call paid although this stands in the way; a second one has to say so, too.

    Journal: call.lift_asked, when the second one has: call.lifted.
    """
    call = locked(call)
    if key not in {each.key for each in rules.blockers.of(call)}:
        raise Refused(_("This does not stand in the way any more."))
    _require_words(comment)
    row = Lift.objects.filter(call=call, key=key).first()
    if row is None:
        require(rules.may_lift(by, call))
        row = Lift.objects.create(call=call, key=key, first_by=by, first_at=clock.now(), comment=comment)
        record("call.lift_asked", call, by=by, organisation=call.giver, blocker=key, comment=comment)
        return row
    if row.first_by_id == by.pk and row.comment == comment and row.second_by_id is None:
        return row
    require(rules.may_lift_second(by, call, row))
    row.second_by, row.second_at, row.second_comment = by, clock.now(), comment
    row.save(update_fields=["second_by", "second_at", "second_comment"])
    record("call.lifted", call, by=by, organisation=call.giver, blocker=key, comment=comment)
    return row


def _forget_checks(call: Call) -> None:
    for name in CHECKS:
        setattr(call, name, None)


def _require_words(text: str) -> None:
    if not text.strip():
        raise Refused(_("Please say why."))


def schedule_of(contribution: Contribution) -> Schedule | None:
    """The one that holds."""
    return Schedule.objects.filter(contribution=contribution, state=Schedule.State.AGREED).first()
