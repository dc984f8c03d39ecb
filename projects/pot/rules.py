from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.templatetags.portal import day, euro
from partnerships.base.valuation import Kind
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.organisation.models import Organisation, Role
from partnerships.organisation.rules import may_decide_for
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Partnership
from projects.contribution.models import Contribution
from projects.pot.models import Overbooking, Pot, Reservation

State = Contribution.State


def may_keep(person, organisation: Organisation) -> Verdict:
    """Pots are kept by finance and by those who approve."""
    if organisation.kind == Organisation.Kind.OBSERVER:
        return no(_("Only partners have pots."))
    return may_decide_for(person, organisation, Role.FINANCE, Role.APPROVER)


def is_open(pot: Pot) -> Verdict:
    if pot.closed_at is None:
        return YES
    return no(_("The pot “%(pot)s” was closed on %(day)s.") % {"pot": pot, "day": day(pot.closed_at)})


def may_edit(person, pot: Pot) -> Verdict:
    return first_no(is_open(pot), may_keep(person, pot.organisation))


def may_close(person, pot: Pot) -> Verdict:
    """What is reserved stays and is paid; only nothing new is reserved."""
    return may_edit(person, pot)


def may_reopen(person, pot: Pot) -> Verdict:
    if pot.closed_at is None:
        return no(_("This pot is open."))
    return may_keep(person, pot.organisation)


def has_room(pot: Pot, amount: Decimal) -> Verdict:
    """Is that much left? If not, how much is missing, and whether two people may want it all the same."""
    if amount <= pot.left:
        return YES
    words = {"pot": pot, "left": euro(pot.left), "amount": euro(amount), "missing": euro(amount - pot.left)}
    if not pot.may_overbook:
        return no(_("In the pot “%(pot)s” %(left)s are left, and %(amount)s would be needed: %(missing)s are missing.") % words)
    return no(
        _(
            "In the pot “%(pot)s” %(left)s are left, and %(amount)s would be needed: %(missing)s are missing. "
            "Two people may overbook this pot: ask for it first."
        )
        % words,
        remedy=f"{reverse('pot_overbook', args=[pot.pk])}?amount={amount - pot.left}",
    )


def may_reserve(person, pot: Pot, contribution: Contribution) -> Verdict:
    """Put something that binds the own organisation, and is in no pot yet, into this one."""
    if contribution.giver_id != pot.organisation_id:
        return no(_("Only what %(organisation)s gives comes from this pot.") % {"organisation": pot.organisation})
    if contribution.kind != Kind.MONEY:
        return no(_("Only money comes from a pot."))
    if contribution.state not in (*Contribution.PROMISED, State.PART):
        return no(_("Only what is granted is reserved."))
    return may_edit(person, pot)


def may_free(person, reservation: Reservation) -> Verdict:
    """What lapses: the term is over, or the partnership, and not all was paid."""
    contribution = reservation.contribution
    if not reservation.rest:
        return no(_("All that is reserved here was paid."))
    ended = contribution.partnership.state == Partnership.State.ENDED
    if contribution.ends_on >= clock.today() and not ended:
        return no(_("This binds until %(day)s. Only afterwards the rest can be freed.") % {"day": day(contribution.ends_on)})
    return may_keep(person, reservation.pot.organisation)


def may_overbook(person, pot: Pot) -> Verdict:
    if not pot.may_overbook:
        return no(_("This pot must not be overbooked."))
    return may_edit(person, pot)


def may_overbook_still(pot: Pot) -> Verdict:
    """Nothing has changed since it was asked for."""
    return is_open(pot) if pot.may_overbook else no(_("This pot must not be overbooked."))


def is_asked(overbooking: Overbooking) -> Verdict:
    if overbooking.state == Overbooking.State.ASKED:
        return YES
    return no(_("%(person)s already answered this on %(day)s.") % {"person": overbooking.answered_by, "day": day(overbooking.answered_at)})


def may_confirm(person, overbooking: Overbooking) -> Verdict:
    """Another person than the one who asked, and one who approves or signs."""
    decides = may_decide_for(person, overbooking.organisation, Role.APPROVER, Role.SIGNATORY)
    if not (may := first_no(is_asked(overbooking), decides)):
        return may
    if overbooking.asked_by_id == person.pk:
        return no(_("You asked for this. Somebody else has to confirm it (four-eyes principle)."))
    return YES


def may_decline(person, overbooking: Overbooking) -> Verdict:
    return may_confirm(person, overbooking)


def may_withdraw(person, overbooking: Overbooking) -> Verdict:
    if not (asked := is_asked(overbooking)):
        return asked
    if overbooking.asked_by_id != person.pk or overbooking.organisation_id not in standing_of(person).organisations:
        return no(_("Only %(person)s, who asked for it, can withdraw it.") % {"person": overbooking.asked_by})
    return YES
