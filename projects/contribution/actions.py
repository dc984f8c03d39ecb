"""The verbs of a request: ask, edit, grant, grant a part, ask back, answer, decline, accept, withdraw. What came: deliveries.py."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.approval import actions as approval
from partnerships.base import clock, money
from partnerships.base.prepared import Param, PreparedRows
from partnerships.base.templatetags.portal import euro
from partnerships.base.valuation import VALUED, Kind, value
from partnerships.base.verdict import Refused, no, require
from partnerships.journal.actions import record
from partnerships.journal.changes import changes
from partnerships.organisation.models import Organisation
from partnerships.partnership.models import Partnership
from projects.basis.fields import Basis
from projects.condition import keeping
from projects.contribution import release, rules
from projects.contribution.letter import Message
from projects.contribution.models import Contribution
from projects.contribution.terms import Terms
from projects.examination import keeping as examining
from projects.limit.actions import set_due
from projects.pot import booking as pots

State = Contribution.State
ZERO = Decimal(0)
HOURS_OF_A_MONTH = 744


def locked(contribution: Contribution) -> Contribution:
    """The row as it is now, held until the transaction ends."""
    return _LOCKED.one({"contribution": contribution.pk})


_HELD = Contribution.objects.select_for_update(of=("self",)).select_related("giver", "receiver", "partnership", "decided_by")
_LOCKED = PreparedRows(lambda: _HELD.filter(pk=Param("contribution", "uuid")))


def _require_sound(terms: Terms, partnership: Partnership) -> None:
    for sentence in terms.problems().values():
        raise Refused(sentence)
    if terms.project and terms.project.partnership_id != partnership.pk:
        raise Refused(_("This project belongs to another partnership."))


@transaction.atomic
def ask(partnership: Partnership, *, giver: Organisation, terms: Terms, by) -> Contribution:
    """Ask another party of the partnership for something; `by` asks for its own organisation. Journal: contribution.asked."""
    require(rules.may_ask(by, partnership))
    receiver = partnership.party_of(by)
    side_of = {party.organisation_id: party.side for party in partnership.binding_parties()}
    if giver.pk not in side_of:
        raise Refused(_("Only a party of this partnership can be asked."))
    if giver.pk == receiver.organisation_id:
        raise Refused(_("Giver and receiver must differ."))
    _require_sound(terms, partnership)
    contribution = Contribution(
        partnership=partnership,
        giver=giver,
        receiver=receiver.organisation,
        giver_side=side_of[giver.pk],
        receiver_side=receiver.side,
        asked_by=by,
        asked_at=clock.now(),
        hands=[by.pk],
        **terms.columns(),
    )
    release.expect(contribution)
    set_due(contribution)
    contribution.save()
    record("contribution.asked", contribution, by=by, organisation=receiver.organisation, giver=str(giver), amount=contribution.asked)
    return contribution


@transaction.atomic
def edit(contribution: Contribution, *, edition, terms: Terms, by) -> Contribution:
    """The asking side rewords an open request: a new edition, so that nobody decides on the old one; a release that runs about it ends.

    Journal with old and new value; nothing at all when nothing differs.
    """
    contribution = locked(contribution)
    require(contribution.is_current(edition))
    require(rules.may_edit(by, contribution))
    _require_sound(terms, contribution.partnership)
    columns = terms.columns()
    if not (changed := _changes(contribution, columns)):
        return contribution
    for name, new in columns.items():
        setattr(contribution, name, new)
    reword(contribution, *columns, by=by)
    record(
        "contribution.edited",
        contribution,
        by=by,
        organisation=contribution.receiver,
        amount=contribution.asked,
        edition=contribution.edition,
        changes=changed,
    )
    return contribution


def reword(contribution: Contribution, *columns: str, by) -> None:
    """What an open request says is another from now on: a new edition, its writer has a hand in it, a release that runs about it ends, and
    it is examined anew.

    Saves these columns; the caller holds the row and writes the journal's line.
    """
    _take_a_hand(contribution, by)
    release.expect(contribution)
    examining.forget(contribution)
    if contribution.state == State.RELEASING:
        _forget_offer(contribution, "edit", by=by)
        approval.end(contribution, by=by)
    contribution.edition += 1
    contribution.save(update_fields=[*columns, "hands", "edition", *Contribution.EXPECTED, *_GIVEN_BACK])


def _changes(contribution: Contribution, columns: dict) -> dict[str, list]:
    """Old and new values for the journal, the project by its title."""
    found = changes(contribution, columns)
    if "project" in found:
        found["project"] = [str(each or "") for each in found["project"]]
    return found


def _take_a_hand(contribution: Contribution, person) -> None:
    if person.pk not in contribution.hands:
        contribution.hands.append(person.pk)


def _move(contribution: Contribution, verb: str, state: str, *fields: str) -> None:
    contribution.move_to(verb, state)
    contribution.edition += 1
    set_due(contribution)
    contribution.save(update_fields=["state", "state_since", "edition", "due_on", *fields])


def _to_decide(contribution: Contribution, *, edition, by) -> Contribution:
    """Locked, open and current, and this person may decide; says who was quicker, if somebody was."""
    contribution = locked(contribution)
    require(rules.may_decide(by, contribution))
    require(contribution.is_current(edition))
    contribution.decided_by = by
    contribution.decided_at = clock.now()
    return contribution


_DECISION = ("decided_by", "decided_at")
_OFFER = ("offered", "offered_quantity", "offered_months", "room_basis", "open_hours")
_GIVEN_BACK = ("state", "state_since", "due_on", "reason_text", *_OFFER)


@transaction.atomic
def grant(
    contribution: Contribution, *, edition, pot=None, conditions: Iterable[str] = (), open_hours: Decimal | None = None, by
) -> Contribution:
    """The giver grants all that was asked: it binds from now on, unless the giver's own rule wants more people to release it first, or
    there are conditions, which the receiver accepts first.

    Money is reserved in the pot, see projects/pot. With `open_hours` a room is valued by its bookings, see projects/basis. Journal:
    contribution.granted, or contribution.proposed (internal).
    """
    contribution = _to_decide(contribution, edition=edition, by=by)
    contribution.offered = contribution.asked
    contribution.offered_quantity, contribution.offered_months = contribution.quantity, contribution.months
    _value_room(contribution, open_hours)
    return _offer(contribution, "grant", pot=pot, conditions=conditions, by=by)


@transaction.atomic
def grant_part(
    contribution: Contribution,
    *,
    edition,
    by,
    amount: Decimal | None = None,
    quantity: Decimal | None = None,
    months: Decimal | None = None,
    text: str = "",
    pot=None,
    conditions: Iterable[str] = (),
    open_hours: Decimal | None = None,
) -> Contribution:
    """The giver grants less: an amount, or a smaller quantity (or fewer months, for rooms). It binds once the receiver accepts.

    Money is reserved in the pot. Journal: contribution.granted_part, or contribution.proposed (internal).
    """
    contribution = _to_decide(contribution, edition=edition, by=by)
    offered, offered_quantity, offered_months = part_of(contribution, amount=amount, quantity=quantity, months=months)
    contribution.offered, contribution.offered_quantity, contribution.offered_months = offered, offered_quantity, offered_months
    contribution.reason_text = text
    _value_room(contribution, open_hours)
    return _offer(contribution, "grant_part", pot=pot, conditions=conditions, by=by)


def _value_room(contribution: Contribution, open_hours: Decimal | None) -> None:
    """By its bookings where it is said for how many hours a month it is open, else as a whole: one or the other."""
    if open_hours is None:
        contribution.room_basis, contribution.open_hours = Basis.WHOLE, None
        return
    if contribution.kind != Kind.ROOMS or not contribution.valued:
        raise Refused(_("Only rooms are valued by bookings."))
    if not 0 < open_hours <= HOURS_OF_A_MONTH:
        raise Refused(_("A month has at most %(most)d hours.") % {"most": HOURS_OF_A_MONTH})
    contribution.room_basis, contribution.open_hours = Basis.BOOKINGS, money.cents(open_hours)


def _offer(contribution: Contribution, verb: str, *, pot, conditions: Iterable[str], by) -> Contribution:
    """Granted at once where this person may decide alone, else proposed: then the release inside the house goes on."""
    if keeping.lay_down(contribution, conditions):
        verb = "grant_part"
    if release.begin(contribution, by=by):
        _settle(contribution, verb, by=by)
    else:
        contribution.decided_by = contribution.decided_at = None
        _move(contribution, verb, State.RELEASING, "reason_text", *_OFFER, *_DECISION)
        giver = contribution.giver
        record("contribution.proposed", contribution, by=by, organisation=giver, internal_to=giver, amount=contribution.offered)
    pots.reserve_offer(contribution, pot, by=by)
    return contribution


def _settle(contribution: Contribution, verb: str, *, by) -> Contribution:
    """What is offered becomes the decision: all of it binds, a part waits for the receiver."""
    giver, texts = contribution.giver, keeping.texts_of(contribution)
    if contribution.offered == contribution.asked and not texts:
        contribution.granted = contribution.offered
        _move(contribution, verb, State.GRANTED, "granted", "reason_text", *_OFFER, *_DECISION)
        record("contribution.granted", contribution, by=by, organisation=giver, amount=contribution.granted)
    else:
        _move(contribution, verb, State.PART, "reason_text", *_OFFER, *_DECISION)
        record(
            "contribution.granted_part" if contribution.offered < contribution.asked else "contribution.granted_with_conditions",
            contribution,
            by=by,
            organisation=giver,
            amount=contribution.offered,
            asked=contribution.asked,
            text=contribution.reason_text,
            conditions=texts,
        )
    return contribution


@transaction.atomic
def settle_released(contribution: Contribution, *, by) -> Contribution:
    """The last step of the house has released what was proposed. Journal: contribution.granted or contribution.granted_part."""
    contribution = locked(contribution)
    contribution.decided_by, contribution.decided_at = by, clock.now()
    return _settle(contribution, "release", by=by)


@transaction.atomic
def give_back(contribution: Contribution, *, by) -> Contribution:
    """The house did not release it, or whoever proposed it took it back: it waits for a decision again. The release's own line tells it."""
    contribution = locked(contribution)
    _forget_offer(contribution, "give_back", by=by)
    release.expect(contribution)
    contribution.edition += 1
    contribution.save(update_fields=["edition", *Contribution.EXPECTED, *_GIVEN_BACK])
    return contribution


def _forget_offer(contribution: Contribution, verb: str, *, by) -> None:
    contribution.move_to(verb, State.ASKED)
    pots.free(contribution, by=by)
    keeping.forget(contribution)
    set_due(contribution)
    contribution.offered = contribution.offered_quantity = contribution.offered_months = contribution.open_hours = None
    contribution.room_basis = Basis.WHOLE
    contribution.reason_text = ""


def part_of(contribution: Contribution, *, amount=None, quantity=None, months=None) -> tuple[Decimal, Decimal | None, Decimal | None]:
    """Value, quantity and months of a part; refuses what is no part. Changes nothing."""
    if contribution.valued:
        quantity = contribution.quantity if quantity is None else quantity
        months = contribution.months if months is None else months
        if quantity > contribution.quantity or (months is not None and months > contribution.months):
            raise Refused(_("A part cannot be more than what was asked for."))
        amount = value(contribution.kind, quantity=quantity, rate=contribution.rate, months=months)
    else:
        quantity = months = None
    if amount is None:
        raise Refused(_("Please say how much you grant."))
    amount = money.cents(amount)
    if not 0 < amount < contribution.asked:
        raise Refused(_("A part must be more than nothing and less than %(asked)s.") % {"asked": euro(contribution.asked)})
    return amount, quantity, months


@transaction.atomic
def ask_back(contribution: Contribution, *, edition, text: str, by) -> Contribution:
    """The giver returns the request with a question; the asking organisation answers. Journal: contribution.questioned."""
    contribution = locked(contribution)
    require(rules.may_ask_back(by, contribution))
    require(contribution.is_current(edition))
    _require_words(text, no(_("Please write your question.")))
    Message.objects.create(contribution=contribution, by=by, organisation=contribution.giver, text=text)
    _move(contribution, "ask_back", State.QUESTION)
    record("contribution.questioned", contribution, by=by, organisation=contribution.giver, text=text)
    return contribution


@transaction.atomic
def answer(contribution: Contribution, *, edition, text: str, by) -> Contribution:
    """The asking organisation answers; the giver assesses and decides again. Who answers has a hand in the request.

    Journal: contribution.answered.
    """
    contribution = locked(contribution)
    require(rules.may_answer(by, contribution))
    require(contribution.is_current(edition))
    _require_words(text, no(_("Please write your answer.")))
    _take_a_hand(contribution, by)
    Message.objects.create(contribution=contribution, by=by, organisation=contribution.receiver, text=text)
    release.expect(contribution)
    examining.forget_assessment(contribution)
    _move(contribution, "answer", State.ASKED, "hands", *Contribution.EXPECTED)
    record("contribution.answered", contribution, by=by, organisation=contribution.receiver, text=text)
    return contribution


@transaction.atomic
def write(contribution: Contribution, *, text: str, by) -> Message:
    """A message from one to the other, whatever the state: it moves nothing. Who writes for the receiver has no hand in the request by
    it. Journal: contribution.written.
    """
    require(rules.may_write(by, contribution))
    _require_words(text, no(_("Please write your message.")))
    organisation = rules.parties_first_mine(by, contribution)[0]
    message = Message.objects.create(contribution=contribution, by=by, organisation=organisation, text=text)
    record("contribution.written", contribution, by=by, organisation=organisation, text=text)
    return message


def _require_words(text: str, verdict) -> None:
    if not text.strip():
        require(verdict)


@transaction.atomic
def decline(contribution: Contribution, *, edition, reason: str, text: str, next_date: date | None, talk: bool = False, by) -> Contribution:
    """The giver declines, with a reason from the list and in words, the earliest day to ask again, and the offer to talk about it.

    Journal: contribution.declined.
    """
    contribution = _to_decide(contribution, edition=edition, by=by)
    if reason not in Contribution.Reason.values:
        raise Refused(_("Please choose a reason."))
    _require_words(text, no(_("Please give the reason in your own words, too.")))
    if next_date is None or next_date <= clock.today():
        raise Refused(_("The earliest new date must be a day to come."))
    contribution.reason, contribution.reason_text, contribution.next_date = reason, text, next_date
    contribution.talk = talk
    _move(contribution, "decline", State.DECLINED, "reason", "reason_text", "next_date", "talk", *_DECISION)
    record("contribution.declined", contribution, by=by, organisation=contribution.giver, reason=reason, text=text)
    return contribution


@transaction.atomic
def accept_part(contribution: Contribution, *, edition, by) -> Contribution:
    """The receiver accepts the part: it binds from now on. Journal: contribution.part_accepted."""
    contribution = locked(contribution)
    require(rules.may_accept_part(by, contribution))
    require(contribution.is_current(edition))
    contribution.granted = contribution.offered or ZERO
    _move(contribution, "accept_part", State.GRANTED, "granted")
    record("contribution.part_accepted", contribution, by=by, organisation=contribution.receiver, amount=contribution.granted)
    return contribution


@transaction.atomic
def withdraw(contribution: Contribution, *, edition, by) -> Contribution:
    """The asking side takes its request back, before a decision or instead of accepting a part; a release about it ends.

    Journal: contribution.withdrawn.
    """
    contribution = locked(contribution)
    require(rules.may_withdraw(by, contribution))
    require(contribution.is_current(edition))
    approval.end(contribution, by=by)
    pots.free(contribution, by=by)
    _move(contribution, "withdraw", State.WITHDRAWN)
    record("contribution.withdrawn", contribution, by=by, organisation=contribution.receiver)
    return contribution


def estimate(kind: str, **numbers) -> Decimal | None:
    """The calculated value while the form is being filled in, or None as long as something is missing."""
    needed = ("quantity", "rate", "months") if kind == "rooms" else ("quantity", "rate")
    if kind not in VALUED or any(numbers.get(name) is None for name in needed):
        return None
    return value(kind, **numbers)
