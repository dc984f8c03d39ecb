"""May I? Four eyes on both ends: who asks does not decide, who notes does not confirm."""

from django.utils.translation import gettext as _

from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.base.templatetags.portal import day
from partnerships.base.valuation import Kind
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.organisation.models import WRITERS, Organisation, Role
from partnerships.organisation.rules import may_decide_for
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Partnership
from partnerships.partnership.rules import is_active
from projects.contribution.booking import Nature
from projects.contribution.models import Contribution, Delivery

State = Contribution.State


def writes_for(person, organisation: Organisation) -> Verdict:
    if standing_of(person).writes_for(organisation.pk):
        return YES
    if organisation.pk in standing_of(person).organisations:
        return no(_("Your role in %(organisation)s only allows reading here.") % {"organisation": organisation})
    return no(_("Only %(organisation)s can do this.") % {"organisation": organisation})


def may_ask(person, partnership: Partnership) -> Verdict:
    """Either side may ask; whoever writes for one of the parties."""
    party = partnership.party_of(person)
    if party is None:
        return no(_("Only the parties of this partnership can ask for something."))
    return first_no(is_active(partnership), writes_for(person, party.organisation))


def is_open(contribution: Contribution) -> Verdict:
    """Not yet decided; otherwise says what became of it, when and by whom."""
    if contribution.state in Contribution.OPEN:
        return YES
    if contribution.state == State.WITHDRAWN:
        return no(_("This request was withdrawn on %(day)s.") % {"day": day(contribution.state_since)})
    if contribution.decided_by_id:
        return no(_("%(person)s already decided on %(day)s.") % {"person": contribution.decided_by, "day": day(contribution.decided_at)})
    return no(_("This is promised in the agreement; nothing is left to decide."))


def may_edit(person, contribution: Contribution) -> Verdict:
    if contribution.state == State.PART:
        return no(_("Part of it is granted. Please accept it, or withdraw the request and ask anew."))
    return first_no(is_open(contribution), is_active(contribution.partnership), writes_for(person, contribution.receiver))


def may_decide(person, contribution: Contribution) -> Verdict:
    """An approver of the giving organisation, with no hand in the request."""
    return _may_act_for_giver(person, contribution, Role.APPROVER)


def may_ask_back(person, contribution: Contribution) -> Verdict:
    """Whoever decides, and who examines it for them: anybody who writes for the giver, with no hand in the request."""
    return _may_act_for_giver(person, contribution, *WRITERS)


def _may_act_for_giver(person, contribution: Contribution, *roles: str) -> Verdict:
    if contribution.state == State.QUESTION:
        return no(_("A question is open: first %(organisation)s answers.") % {"organisation": contribution.receiver})
    if contribution.state == State.PART:
        return no(_("Part of it is granted: now %(organisation)s accepts or withdraws.") % {"organisation": contribution.receiver})
    if contribution.state == State.RELEASING:
        return no(_("The decision is being released inside %(organisation)s.") % {"organisation": contribution.giver})
    role = first_no(is_open(contribution), is_active(contribution.partnership), may_decide_for(person, contribution.giver, *roles))
    if not role:
        return role
    if person.pk in contribution.hands:
        return no(_("You took part in asking for this. Somebody else has to decide (four-eyes principle)."))
    return YES


def may_answer(person, contribution: Contribution) -> Verdict:
    if contribution.state != State.QUESTION:
        return first_no(is_open(contribution), no(_("No question is open.")))
    return first_no(is_active(contribution.partnership), writes_for(person, contribution.receiver))


def may_write(person, contribution: Contribution) -> Verdict:
    """Giver and receiver may say something at any time: before a decision, or why a delivery is not confirmed."""
    return writes_for(person, parties_first_mine(person, contribution)[0])


def may_accept_part(person, contribution: Contribution) -> Verdict:
    if contribution.state != State.PART:
        return first_no(is_open(contribution), no(_("Nothing has been granted in part.")))
    if contribution.decided_by_id == person.pk or Release.objects.about(contribution).decided_with(person).exists():
        return no(
            _("You granted this part yourself, or released it. Somebody else of %(organisation)s has to accept it.")
            % {"organisation": contribution.receiver}
        )
    return first_no(is_active(contribution.partnership), writes_for(person, contribution.receiver))


def may_withdraw(person, contribution: Contribution) -> Verdict:
    return first_no(is_open(contribution), writes_for(person, contribution.receiver))


def may_deliver(person, contribution: Contribution) -> Verdict:
    """Giver or receiver note what came, also after the partnership has ended: the ledger is to be true."""
    if contribution.state not in Contribution.PROMISED:
        return no(_("Only what is granted can be delivered."))
    if contribution.by_bookings:
        return no(_("This room is valued by its bookings: what took place is counted, nothing is noted besides."))
    return may_write(person, contribution)


def may_count(person, contribution: Contribution) -> Verdict:
    """Giver or receiver count the bookings that took place, where the room is valued by them."""
    if contribution.state not in Contribution.PROMISED:
        return no(_("Only what is granted can be delivered."))
    if not contribution.by_bookings:
        return no(_("This room is valued as a whole: its bookings are not counted besides."))
    return may_write(person, contribution)


def parties_first_mine(person, contribution: Contribution) -> list[Organisation]:
    """Giver and receiver: the one this person writes for first, of two the one acted for."""
    standing = standing_of(person)
    both = [contribution.giver, contribution.receiver]
    acting = standing.acting.pk if standing.acting else None
    return sorted(both, key=lambda each: (not standing.writes_for(each.pk), each.pk != acting))


def may_confirm(person, delivery: Delivery) -> Verdict:
    """The receiver, by another person than the one who noted it."""
    receiver = delivery.contribution.receiver
    if delivery.confirmed_at:
        return no(_("%(person)s already confirmed this on %(day)s.") % {"person": delivery.confirmed_by, "day": day(delivery.confirmed_at)})
    role = writes_for(person, receiver)
    if not role:
        return role
    if delivery.noted_by_id == person.pk:
        return no(_("You noted this yourself. Somebody else of %(organisation)s has to confirm it.") % {"organisation": receiver})
    return YES


def may_correct(person, delivery: Delivery) -> Verdict:
    """Until it is confirmed, the organisation that noted it; a payment of a call for funds is corrected there."""
    if delivery.of_call and not delivery.confirmed_at:
        return no(_("This payment belongs to a call for funds and is corrected there."))
    return may_undo(person, delivery)


def is_noted_by_hand(contribution: Contribution) -> Verdict:
    """What was counted from bookings follows from them."""
    if contribution.by_bookings:
        return no(_("This was counted from bookings. Take it back, and count them anew."))
    return YES


def may_undo(person, delivery: Delivery) -> Verdict:
    if delivery.confirmed_at:
        return no(_("What is confirmed never changes."))
    return writes_for(person, delivery.noted_for)


def may_amend(person, delivery: Delivery) -> Verdict:
    """What is confirmed is corrected by a new row, which either side proposes and the other agrees on, also after the partnership's end."""
    if not delivery.confirmed_at:
        return no(_("This is not confirmed yet: who noted it can correct it directly."))
    if delivery.nature == Nature.COUNTER:
        return no(_("This row takes back another one and stays as it is."))
    return may_write(person, delivery.contribution)


def may_give_back(person, contribution: Contribution) -> Verdict:
    """Either side proposes, the other agrees: money that was paid back, goods that were returned."""
    if contribution.kind not in (Kind.MONEY, Kind.GOODS):
        return no(_("Only money and goods can be given back."))
    if not contribution.confirmed:
        return no(_("Nothing is confirmed that could be given back."))
    return may_write(person, contribution)


def is_plausible_day(contribution: Contribution, on) -> Verdict:
    """Something that came came until today, and not years off the period."""
    if on > clock.today():
        return no(_("This day is still to come. Please note what has come already."))
    if (
        abs(on.year - contribution.starts_on.year) > 1
        and abs(on.year - contribution.ends_on.year) > 1
        and not (contribution.starts_on <= on <= contribution.ends_on)
    ):
        return no(_("This day is years away from the agreed period. Please check the year."))
    return YES
