"""The verbs of those who keep the pots. What contributions do to them: booking.py."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.money import cents
from partnerships.base.templatetags.portal import euro
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.journal.changes import changes
from partnerships.organisation.models import Organisation
from projects.contribution.models import Contribution
from projects.pot import booking, rules
from projects.pot.models import FIRST_YEAR, LAST_YEAR, Overbooking, Pot, Reservation

WORDS = ("year", "name", "quarter", "amount", "may_overbook", "note")


@transaction.atomic
def make(
    organisation: Organisation, *, year: int, name: str, amount: Decimal, quarter=None, may_overbook: bool = False, note: str = "", by
) -> Pot:
    """A new budget of one's own organisation. Journal: pot.made (internal)."""
    require(rules.may_keep(by, organisation))
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)  # who makes the same one at the same moment waits here
    pot = Pot(organisation=organisation)
    _write(pot, {"year": year, "name": name, "quarter": quarter, "amount": amount, "may_overbook": may_overbook, "note": note})
    pot.save()
    _tell("pot.made", pot, by=by, amount=pot.amount)
    return pot


@transaction.atomic
def edit(pot: Pot, *, edition, by, **words) -> Pot:
    """Change the budget or its name, never below what is reserved. Journal: pot.edited (internal), with old and new values."""
    pot = _locked(pot)
    require(pot.is_current(edition))
    require(rules.may_edit(by, pot))
    if not (changed := changes(pot, words)):
        return pot
    if "year" in changed and pot.reservations.exists():
        raise Refused(_("Something is reserved in this pot for its year. Please make a pot of its own for another year."))
    if words.get("may_overbook") is False and pot.overbooked:
        raise Refused(_("This pot is overbooked by %(amount)s already.") % {"amount": euro(pot.overbooked)})
    _write(pot, words)
    pot.edition += 1
    pot.save(update_fields=[*words, "edition"])
    if "quarter" in changed:
        changed["quarter"] = [str(each or "") for each in changed["quarter"]]
    _tell("pot.edited", pot, by=by, changes=changed)
    return pot


def _write(pot: Pot, words: dict) -> None:
    for name in words.keys() & set(WORDS):
        setattr(pot, name, words[name])
    pot.amount = cents(pot.amount)
    if not FIRST_YEAR <= pot.year <= LAST_YEAR:
        raise Refused(_("Please check the year."))
    if pot.amount < pot.reserved - pot.overbooked:
        raise Refused(_("%(amount)s are reserved in this pot already: the budget cannot be less.") % {"amount": euro(pot.reserved)})
    pot.full_clean()


@transaction.atomic
def close(pot: Pot, *, edition, by) -> Pot:
    """Nothing new is reserved in it from now on. Journal: pot.closed (internal)."""
    return _turn(pot, rules.may_close, clock.now(), "pot.closed", edition=edition, by=by)


@transaction.atomic
def reopen(pot: Pot, *, edition, by) -> Pot:
    """It was closed too early. Journal: pot.reopened (internal)."""
    return _turn(pot, rules.may_reopen, None, "pot.reopened", edition=edition, by=by)


def _turn(pot: Pot, rule, moment, verb: str, *, edition, by) -> Pot:
    pot = _locked(pot)
    require(pot.is_current(edition))
    require(rule(by, pot))
    pot.closed_at = moment
    pot.edition += 1
    pot.save(update_fields=["closed_at", "edition"])
    _tell(verb, pot, by=by)
    return pot


@transaction.atomic
def reserve(pot: Pot, *, contribution: Contribution, by) -> None:
    """Put into this pot what the organisation has promised for its year otherwise, for instance by an agreement.

    Journal: pot.reserved (internal).
    """
    contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    require(rules.may_reserve(by, pot, contribution))
    if Reservation.objects.filter(contribution=contribution, year=pot.year).exists():
        raise Refused(_("For this year it is in a pot already."))
    if pot.year not in booking.years_of(contribution):
        raise Refused(_("Nothing of it falls into the year of this pot."))
    booking.reserve(contribution, [pot.pk], by=by)


@transaction.atomic
def free(reservation: Reservation, *, reason: str, by) -> None:
    """What has lapsed is free again; what was paid stays. Journal: pot.freed (internal)."""
    contribution = Contribution.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=reservation.contribution_id)
    reservation = Reservation.objects.select_related("pot__organisation").get(pk=reservation.pk)
    reservation.contribution = contribution
    require(rules.may_free(by, reservation))
    if not reason.strip():
        raise Refused(_("Please say why."))
    booking.give_back(reservation, contribution, to=reservation.spent, by=by, reason=reason)


@transaction.atomic
def overbook(pot: Pot, *, amount: Decimal, reason: str, by) -> Overbooking:
    """Ask to overbook a pot; somebody else has to confirm it. Journal: pot.overbooking_asked (internal)."""
    pot = _locked(pot)
    require(rules.may_overbook(by, pot))
    if not reason.strip():
        raise Refused(_("Please say why."))
    overbooking = Overbooking(organisation=pot.organisation, pot=pot, amount=cents(amount), reason=reason, asked_by=by)
    overbooking.full_clean()
    overbooking.save()
    _tell("pot.overbooking_asked", pot, by=by, amount=overbooking.amount, reason=reason)
    return overbooking


@transaction.atomic
def confirm(overbooking: Overbooking, *, by) -> Overbooking:
    """The second person wants it, too: from now on there is that much more in the pot. Journal: pot.overbooked (internal)."""
    pot, overbooking = _to_answer(overbooking)
    require(rules.may_confirm(by, overbooking))
    require(rules.may_overbook_still(pot))
    pot.overbooked += overbooking.amount
    pot.edition += 1
    pot.save(update_fields=["overbooked", "edition"])
    return _answer(overbooking, Overbooking.State.CONFIRMED, "pot.overbooked", by=by)


@transaction.atomic
def decline(overbooking: Overbooking, *, by) -> Overbooking:
    """The second person does not want it. Journal: pot.overbooking_declined (internal)."""
    _pot, overbooking = _to_answer(overbooking)
    require(rules.may_decline(by, overbooking))
    return _answer(overbooking, Overbooking.State.DECLINED, "pot.overbooking_declined", by=by)


@transaction.atomic
def withdraw(overbooking: Overbooking, *, by) -> Overbooking:
    """Whoever asked thought better of it. Journal: pot.overbooking_withdrawn (internal)."""
    _pot, overbooking = _to_answer(overbooking)
    require(rules.may_withdraw(by, overbooking))
    return _answer(overbooking, Overbooking.State.WITHDRAWN, "pot.overbooking_withdrawn", by=by)


def _to_answer(overbooking: Overbooking) -> tuple[Pot, Overbooking]:
    pot = _locked(overbooking.pot)
    rows = Overbooking.objects.select_related("organisation", "asked_by", "answered_by")
    overbooking = rows.get(pk=overbooking.pk)
    overbooking.pot = pot
    return pot, overbooking


def _answer(overbooking: Overbooking, state: str, verb: str, *, by) -> Overbooking:
    overbooking.move_to(state)
    overbooking.answered_by, overbooking.answered_at = by, clock.now()
    overbooking.save(update_fields=["state", "answered_by", "answered_at"])
    _tell(verb, overbooking.pot, by=by, amount=overbooking.amount, asked_by=str(overbooking.asked_by))
    return overbooking


def _locked(pot: Pot) -> Pot:
    return Pot.objects.select_for_update(of=("self",)).select_related("organisation", "quarter").get(pk=pot.pk)


def _tell(verb: str, pot: Pot, *, by, **data) -> None:
    """In the own house only."""
    record(verb, pot, by=by, organisation=pot.organisation, internal_to=pot.organisation, **data)
