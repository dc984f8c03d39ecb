"""The verbs of a correction: propose, agree, decline, withdraw. The rows it makes name the old one, which stays as it is. And: have a
file of the ledger built."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import Refused, require
from partnerships.export import actions as exports
from partnerships.export.models import Export
from partnerships.journal.actions import record
from partnerships.partnership.models import Partnership
from projects.contribution import deliveries
from projects.contribution import rules as contribution_rules
from projects.contribution.actions import locked
from projects.contribution.booking import Nature
from projects.contribution.models import Contribution, Delivery
from projects.ledger import rules
from projects.ledger.events import rebooking_answered
from projects.ledger.exports import LedgerExport
from projects.ledger.models import Rebooking
from projects.ledger.scopes import Scope

Sort, State = Rebooking.Sort, Rebooking.State


@transaction.atomic
def amend(delivery: Delivery, *, on: date, quantity: Decimal | None = None, amount: Decimal | None = None, reason: str, by) -> Rebooking:
    """Propose that a confirmed row was different. Journal: correction.proposed; nothing counts before the other side agrees."""
    contribution, delivery = _in_question(delivery, by)
    require(contribution_rules.is_plausible_day(contribution, on))
    worth = deliveries.worth_of(contribution, quantity=quantity, amount=amount)
    if (on, worth) == (delivery.on, delivery.amount):
        raise Refused(_("This is what stands there already. Please say what was different."))
    new = {"on": on, "quantity": quantity if contribution.valued else None, "amount": worth}
    return _propose(Rebooking(contribution=contribution, delivery=delivery, sort=Sort.AMEND, reason=reason, **new), by)


@transaction.atomic
def cancel(delivery: Delivery, *, reason: str, by) -> Rebooking:
    """Propose that a confirmed row never came. Journal: correction.proposed."""
    contribution, delivery = _in_question(delivery, by)
    return _propose(Rebooking(contribution=contribution, delivery=delivery, sort=Sort.CANCEL, reason=reason), by)


@transaction.atomic
def give_back(contribution: Contribution, *, on: date, amount: Decimal, reason: str, by) -> Rebooking:
    """Propose that money or goods were given back on a day, for instance a reclaim that was paid. Journal: correction.proposed."""
    contribution = locked(contribution)
    require(rules.may_give_back(by, contribution))
    require(contribution_rules.is_plausible_day(contribution, on))
    worth = deliveries.worth_of(contribution, quantity=None, amount=amount)
    return _propose(Rebooking(contribution=contribution, sort=Sort.RETURN, on=on, amount=worth, reason=reason), by)


def _in_question(delivery: Delivery, by) -> tuple[Contribution, Delivery]:
    contribution = locked(delivery.contribution)
    delivery = Delivery.objects.get(pk=delivery.pk)
    delivery.contribution = contribution
    require(rules.may_amend(by, delivery))
    require(rules.is_not_corrected(delivery))
    if found := Rebooking.objects.filter(delivery=delivery, state=State.OPEN).first():
        raise Refused(_("A correction of this row is already proposed."), remedy=found.get_absolute_url())
    return contribution, delivery


def _propose(correction: Rebooking, by) -> Rebooking:
    require(rules.is_possible(correction))
    correction.by = by
    correction.organisation = contribution_rules.parties_first_mine(by, correction.contribution)[0]
    correction.save()
    _tell("rebooking.proposed", correction, by=by, organisation=correction.organisation)
    return correction


def _tell(verb: str, correction: Rebooking, *, by, organisation) -> None:
    record(verb, correction, by=by, organisation=organisation, change=correction.change, text=correction.reason)


def _locked(correction: Rebooking) -> Rebooking:
    """The contribution's row first, as every verb of the ledger does, then the correction as it is now."""
    contribution = locked(correction.contribution)
    fresh = Rebooking.objects.for_page().get(pk=correction.pk)
    fresh.contribution = contribution
    return fresh


@transaction.atomic
def agree(correction: Rebooking, *, by) -> Rebooking:
    """The other side agrees: a counter-row to the old one, and the new one where there is one; all are confirmed and final at once.

    Sums, state and pot follow. Journal: correction.agreed.
    """
    correction = _locked(correction)
    require(rules.may_agree(by, correction))
    require(rules.is_possible(correction))
    correction.answer(State.AGREED, by)
    old, both = correction.delivery, {"noted_by": correction.by, "noted_for": correction.organisation, "confirmed_by": by}
    both |= {"contribution": correction.contribution, "note": correction.reason, "confirmed_at": clock.now()}
    if old:
        require(rules.is_not_corrected(old))
        opposite = None if old.quantity is None else -old.quantity
        Delivery.objects.create(
            nature=Nature.COUNTER, corrects=old, on=old.on, amount=-old.amount, quantity=opposite, rate=old.rate, **both
        )
    if correction.sort == Sort.AMEND:
        new = {"on": correction.on, "amount": correction.amount, "quantity": correction.quantity}
        if correction.quantity is not None:
            new["rate"] = correction.contribution.rate
        Delivery.objects.create(nature=Nature.INSTEAD, corrects=old, **new, **both)
    elif correction.sort == Sort.RETURN:
        Delivery.objects.create(nature=Nature.RETURNED, on=correction.on, amount=-correction.amount, **both)
    deliveries.settle(correction.contribution, "follow")
    _tell("rebooking.agreed", correction, by=by, organisation=correction.other)
    rebooking_answered.send(Rebooking, rebooking=correction, by=by)
    return correction


@transaction.atomic
def decline(correction: Rebooking, *, by) -> Rebooking:
    """The other side says no: everything stays as it is. Journal: correction.declined."""
    correction = _locked(correction)
    require(rules.may_decline(by, correction))
    correction.answer(State.DECLINED, by)
    _tell("rebooking.declined", correction, by=by, organisation=correction.other)
    rebooking_answered.send(Rebooking, rebooking=correction, by=by)
    return correction


@transaction.atomic
def withdraw(correction: Rebooking, *, by) -> Rebooking:
    """The side that proposed it takes it back. Journal: correction.withdrawn."""
    correction = _locked(correction)
    require(rules.may_withdraw(by, correction))
    correction.move_to(State.WITHDRAWN)
    correction.save(update_fields=["state"])
    _tell("rebooking.withdrawn", correction, by=by, organisation=correction.organisation)
    rebooking_answered.send(Rebooking, rebooking=correction, by=by)
    return correction


def partnership_of(scope: Scope) -> Partnership | None:
    """The one partnership that the scope lies in, where there is one."""
    return {"partnership": scope.thing, "project": getattr(scope.thing, "partnership", None)}.get(scope.key)


def export(scope: Scope, *, year: int | None, file_format: str, by) -> Export:
    """Have the ledger of this scope built as a file in the background: xlsx, csv, pdf or json (360Giving)."""
    theirs = Partnership.objects.worked_on_by(by).values_list("pk", flat=True)
    of = partnership_of(scope)
    title = " ".join(str(part) for part in (_("Give and take"), scope, year or "") if str(part))
    pk = str(scope.thing.pk) if scope.key else ""
    params = {"scope": scope.key, "pk": pk, "year": year, "partnerships": [str(of.pk)] if of else [str(pk) for pk in theirs]}
    return exports.ask(kind=LedgerExport.kind, file_format=file_format, title=title, params=params, partnership=of, by=by)
