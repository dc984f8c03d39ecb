"""What is left of a grant: carried over or paid back, decided by both. Under the lock of the contribution's row.

carried   the term goes on until the day both name: ledger and pots follow. What is not paid yet moves to the pot of the same purpose of
          that year, where the giver has one open.
paid back what came and is not needed: the decision says until when. That it was paid back is entered in the ledger by both, as ever
          (projects/ledger); the decision is settled as soon as that much was given back there after it.
once      nothing is asked back twice: as long as a reclaim is open, or such a decision not carried out, no other one is made. What slices
          above ask back they register (asked_back), and ask outstanding() before they do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import DecimalField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.money import MOST, cents
from partnerships.base.templatetags.portal import euro
from partnerships.base.verdict import YES, Refused, Verdict, first_no, no, require
from partnerships.consent import actions as consent
from partnerships.journal.actions import record
from partnerships.organisation.rules import may_decide_for
from partnerships.partnership.rules import is_active
from projects.contribution.actions import locked as locked_contribution
from projects.contribution.booking import Nature
from projects.contribution.models import Contribution, Delivery
from projects.contribution.rules import parties_first_mine, writes_for
from projects.funding import rules
from projects.funding.leftover import Leftover
from projects.funding.models import ZERO
from projects.pot import booking as pots

State, Way = Leftover.State, Leftover.Way
FARTHEST = timedelta(days=3 * 366)
MONEY = DecimalField(max_digits=14, decimal_places=2)


@dataclass(frozen=True)
class AskedBack:
    """What another slice asks back of a grant: how much is open, and whether nothing is spent any more."""

    open: Decimal
    closed: bool


_ELSEWHERE: list[Callable[[Contribution], AskedBack]] = []
_REPAID: list[Callable] = []


def asked_back(function: Callable[[Contribution], AskedBack]) -> Callable:
    """Register another slice that asks money back."""
    _ELSEWHERE.append(function)
    return function


def repaid_since(column: Callable) -> Callable:
    """Register a column of Leftover: how much of what that slice asked back was repaid since both decided; see sum_of()."""
    _REPAID.append(column)
    return column


def may_propose(person, contribution: Contribution) -> Verdict:
    return rules.may_propose(person, contribution)


def is_free(contribution: Contribution, way: str) -> Verdict:
    """Is nothing asked back already, and can what is carried over still be spent?"""
    elsewhere = [ask(contribution) for ask in _ELSEWHERE]
    if open_ := sum((each.open for each in elsewhere), ZERO):
        return no(_("A reclaim of %(amount)s is open for this grant. First that is settled.") % {"amount": euro(open_)})
    if due := outstanding(contribution):
        return no(_("Both sides have decided that %(amount)s are paid back. First that is done.") % {"amount": euro(due)})
    if way == Way.CARRY and any(each.closed for each in elsewhere):
        return no(_("The last proof of use is handed in: of this grant nothing is spent any more. What is left can be paid back."))
    return YES


def is_proposed(leftover: Leftover) -> Verdict:
    if leftover.state == State.PROPOSED:
        return YES
    return no(_("This proposal is no longer open: %(state)s.") % {"state": leftover.get_state_display()})


def may_agree(person, leftover: Leftover) -> Verdict:
    """The other side than the one that proposed it, by another person."""
    open_ = first_no(is_proposed(leftover), rules.binds(leftover.contribution), is_active(leftover.partnership))
    if not (may := first_no(open_, may_decide_for(person, leftover.waits_for, *rules.AGREES))):
        return may
    if leftover.proposed_by_id == person.pk:
        return no(_("You proposed this yourself. Somebody else of %(organisation)s has to agree.") % {"organisation": leftover.waits_for})
    party = leftover.partnership.party_of(person)
    if party is None or party.organisation_id != leftover.waits_for_id:
        return no(_("Please act for %(organisation)s to agree to this.") % {"organisation": leftover.waits_for})
    return YES


may_decline = may_agree


def may_withdraw(person, leftover: Leftover) -> Verdict:
    return first_no(is_proposed(leftover), writes_for(person, leftover.proposed_for))


@transaction.atomic
def propose(contribution: Contribution, *, way: str, amount: Decimal, until: date, reason: str, by) -> Leftover:
    """Propose what becomes of the rest; whoever proposes has said yes. Journal: leftover.proposed."""
    contribution = locked_contribution(contribution)
    require(may_propose(by, contribution))
    if Leftover.objects.filter(contribution=contribution, state=State.PROPOSED).exists():
        raise Refused(_("There is a proposal about the rest already."))
    require(is_free(contribution, way))
    _require_sound(contribution, way=way, amount=amount, until=until)
    if not reason.strip():
        raise Refused(_("Please say why."))
    mine, other = parties_first_mine(by, contribution)
    leftover = Leftover(
        contribution=contribution, partnership=contribution.partnership, way=way, amount=amount, until=until, reason=reason,
        proposed_by=by, proposed_for=mine, waits_for=other, state_since=clock.now(),
    )  # fmt: skip
    leftover.save()
    consent.say_yes(leftover, edition=leftover.edition, by=by, roles=rules.AGREES)
    record(f"leftover.proposed_{way}", leftover, by=by, organisation=mine, amount=amount, until=until, reason=reason)
    return leftover


def _require_sound(contribution: Contribution, *, way: str, amount: Decimal, until: date) -> None:
    if way not in Way.values:
        raise Refused(_("Please choose what becomes of the rest."))
    if amount != cents(amount) or not 0 < amount <= MOST:
        raise Refused(_("Please check the amount."))
    if way == Way.CARRY:
        if amount > contribution.granted:
            raise Refused(_("Only %(amount)s are granted.") % {"amount": euro(contribution.granted)})
        if not contribution.ends_on < until <= contribution.ends_on + FARTHEST:
            raise Refused(_("Please name a day after the present end, at most three years later."))
    elif amount > contribution.confirmed:
        raise Refused(_("Only %(amount)s have come and are confirmed.") % {"amount": euro(contribution.confirmed)})
    elif until < clock.today():
        raise Refused(_("This day is over. Please choose today or a day to come."))


def _locked(leftover: Leftover) -> Leftover:
    contribution = locked_contribution(leftover.contribution)
    found = Leftover.objects.select_related("partnership", "proposed_by", "proposed_for", "waits_for").get(pk=leftover.pk)
    found.contribution = contribution
    return found


def _move(leftover: Leftover, state: str, verb: str, *, by, organisation) -> Leftover:
    leftover.move_to(state)
    leftover.waits_for = None
    leftover.save(update_fields=["state", "state_since", "waits_for"])
    record(verb, leftover, by=by, organisation=organisation, amount=leftover.amount, until=leftover.until)
    return leftover


@transaction.atomic
def agree(leftover: Leftover, *, edition, by) -> Leftover:
    """The other side says yes: what is carried over goes on at once, with the pots; what is paid back is due. Journal: leftover.agreed."""
    leftover = _locked(leftover)
    require(leftover.is_current(edition))
    require(may_agree(by, leftover))
    contribution, organisation = leftover.contribution, leftover.waits_for
    require(is_free(contribution, leftover.way))
    _require_sound(contribution, way=leftover.way, amount=leftover.amount, until=leftover.until)
    consent.say_yes(leftover, edition=edition, by=by, roles=rules.AGREES)
    if not leftover.both_agreed():
        raise Refused(_("Both sides have to say yes to the same edition."))
    if leftover.way == Way.CARRY:
        contribution.ends_on = leftover.until
        contribution.edition += 1
        contribution.save(update_fields=["ends_on", "edition"])
        pots.carry(contribution, year=leftover.until.year, by=by)
    return _move(leftover, State.AGREED, "leftover.agreed", by=by, organisation=organisation)


@transaction.atomic
def decline(leftover: Leftover, *, edition, by) -> Leftover:
    """The other side says no: everything stays as it is. Journal: leftover.declined."""
    leftover = _locked(leftover)
    require(leftover.is_current(edition))
    require(may_decline(by, leftover))
    return _move(leftover, State.DECLINED, "leftover.declined", by=by, organisation=leftover.waits_for)


@transaction.atomic
def withdraw(leftover: Leftover, *, edition, by) -> Leftover:
    """The side that proposed it takes it back. Journal: leftover.withdrawn."""
    leftover = _locked(leftover)
    require(leftover.is_current(edition))
    require(may_withdraw(by, leftover))
    return _move(leftover, State.WITHDRAWN, "leftover.withdrawn", by=by, organisation=leftover.proposed_for)


def sum_of(rows, grant: str):
    """A column of Leftover: the amounts of these rows for its grant, to which `grant` is their way."""
    sums = rows.filter(**{grant: OuterRef("contribution")}).order_by().values(grant).annotate(sum=Sum("amount")).values("sum")
    return Coalesce(Subquery(sums), Value(ZERO), output_field=MONEY)


def with_given_back(rows):
    """Adds `given`: how much was given back in the ledger since both decided, without what was reclaimed. No query of its own."""
    returned = Delivery.objects.filter(nature=Nature.RETURNED, created_at__gte=OuterRef("state_since"))
    reclaimed = sum((column() for column in _REPAID), Value(ZERO, output_field=MONEY))
    return rows.annotate(given=Greatest(-sum_of(returned, "contribution") - reclaimed, Value(ZERO), output_field=MONEY))


def given_back(leftover: Leftover) -> Decimal:
    """One query."""
    return with_given_back(Leftover.objects.filter(pk=leftover.pk)).values_list("given", flat=True).get()


def outstanding(contribution: Contribution) -> Decimal:
    """What both have decided to be paid back, and is not yet; one query."""
    decided = Leftover.objects.filter(contribution=contribution, state=State.AGREED, way=Way.BACK)
    return sum((max(leftover.amount - leftover.given, ZERO) for leftover in with_given_back(decided)), ZERO)
