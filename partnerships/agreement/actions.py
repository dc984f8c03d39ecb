from collections.abc import Iterator
from dataclasses import fields, replace

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.agreement import rules, template
from partnerships.agreement.edition import Clause, Edition, Promise, worth
from partnerships.agreement.models import Agreement, agreement_in_force
from partnerships.agreement.schemas import read_data
from partnerships.agreement.wording import ClauseText, PromiseText, Wording, new_key
from partnerships.base import clock
from partnerships.base.valuation import VALUED, Kind
from partnerships.base.verdict import Refused, require
from partnerships.consent.actions import say_yes
from partnerships.journal.actions import record
from partnerships.organisation.models import Role
from partnerships.partnership.models import Side


@transaction.atomic
def create(
    *, partnership, kind: str, title: str, by, starts_on=None, ends_on=None, notice_months: int = 6, clauses=None, promises=(), **term
) -> Agreement:
    """A draft of one's own organisation, starting with the template of its kind unless clauses are given; nobody else sees it.

    `term` is the rest of a Wording's head: notice_to, notice_form, renewal, renewal_months. Writes edition 1 and a journal line internal
    to the organisation.
    """
    require(rules.may_create(by, partnership))
    wording = Wording(title, starts_on, ends_on, notice_months, promises=tuple(promises), **term)
    if clauses is None:
        clauses = template.clauses_for(partnership=partnership, kind=kind, head=wording)
    wording = replace(wording, clauses=tuple(clauses))
    require(rules.is_sound(wording, partnership))
    owner = partnership.party_of(by).organisation
    agreement = Agreement.objects.create(partnership=partnership, kind=kind, title=title, owner=owner, starts_on=starts_on, ends_on=ends_on)
    _write(Edition(agreement=agreement, number=1, by=by, organisation=owner), wording)
    record("agreement.drafted", agreement, by=by, organisation=owner, internal_to=owner)
    return agreement


@transaction.atomic
def edit(agreement: Agreement, *, saves, wording: Wording, by) -> Agreement:
    """Rewrite the draft as `saves` showed it; refuses when a colleague was quicker. Journal line internal to the organisation."""
    agreement = _locked(agreement)
    require(rules.may_edit(by, agreement))
    edition = agreement.current()
    require(edition.is_saved_as(saves))
    require(rules.is_sound(wording, agreement.partnership))
    edition.saves += 1
    edition.by = by
    edition.clauses.all().delete()
    edition.promises.all().delete()
    _write(edition, wording)
    _take_over(agreement, wording)
    record("agreement.edited", agreement, by=by, organisation=agreement.owner, internal_to=agreement.owner)
    agreement.forget()
    return agreement


@transaction.atomic
def offer(agreement: Agreement, *, saves, by, comment: str = "") -> Agreement:
    """Show the draft to the other side: from now on it is final, every change is a counter-proposal. The turn goes to the other side."""
    agreement = _locked(agreement)
    require(rules.may_offer(by, agreement))
    edition = agreement.current()
    require(edition.is_saved_as(saves))
    edition.comment, edition.by, edition.sent_at = comment, by, clock.now()
    edition.save(update_fields=["comment", "by", "sent_at"])
    side = next(party.side for party in agreement.partnership.binding_parties() if party.organisation_id == agreement.owner_id)
    agreement.give_turn_to(Side(side).other)
    agreement.offered_at = clock.now()
    agreement.move_to(Agreement.State.OFFERED, "offered_at")
    record("agreement.offered", agreement, by=by, organisation=agreement.owner, edition=edition.number, comment=comment)
    return agreement


@transaction.atomic
def counter(agreement: Agreement, *, edition, wording: Wording, comment: str, by) -> Agreement:
    """A counter-proposal to the edition its author read: a new edition with a comment.

    Older yeses lapse, the turn goes to the other side.
    """
    agreement = _locked(agreement)
    require(agreement.is_current(edition))
    require(rules.may_counter(by, agreement))
    require(rules.is_sound(wording, agreement.partnership))
    if not comment.strip():
        raise Refused(_("Please tell the other side what you changed and why."))
    if _words(wording) == _words(Wording.of(agreement.current())):
        raise Refused(_("Nothing was changed. If you agree with the text, please sign it instead."))
    party = agreement.partnership.party_of(by)
    agreement.edition += 1
    new = Edition(agreement=agreement, number=agreement.edition, by=by, organisation=party.organisation, comment=comment)
    _write(new, wording)
    new.sent_at = clock.now()
    new.save(update_fields=["sent_at"])
    agreement.turn = ""
    agreement.give_turn_to(Side(party.side).other)
    _take_over(agreement, wording)
    agreement.move_to(Agreement.State.OFFERED, "edition")
    agreement.forget()
    record("agreement.countered", agreement, by=by, organisation=party.organisation, edition=new.number, comment=comment)
    return agreement


@transaction.atomic
def sign(agreement: Agreement, *, edition, by) -> Agreement:
    """A signatory says yes, for one party, to the edition it has read.

    The last missing yes brings the agreement into force: journal line released to observers, signal agreement_in_force in this same
    transaction. Otherwise the turn goes to the side that is still missing. When the last one missing has left the partnership, a
    party that has already signed completes it here, without a second yes.
    """
    agreement = _locked(agreement)
    require(agreement.is_current(edition))
    require(rules.may_sign(by, agreement))
    organisation = agreement.partnership.party_of(by).organisation
    if organisation.pk not in agreement.yeses():
        consent = say_yes(agreement, edition=edition, by=by, roles=(Role.SIGNATORY,))
        record("agreement.signed", agreement, by=by, organisation=organisation, edition=agreement.edition, digest=consent.digest)
    if agreement.both_agreed():
        agreement.in_force_at = clock.now()
        agreement.move_to(Agreement.State.ACTIVE, "in_force_at")
        record("agreement.in_force", agreement, by=by, organisation=organisation, released=True, edition=agreement.edition)
        agreement_in_force.send(sender=Agreement, agreement=agreement, by=by)
        return agreement
    missing = {party.side for party in agreement.missing_parties()}
    if len(missing) == 1:
        agreement.give_turn_to(missing.pop())
        agreement.save(update_fields=["turn", "turn_since"])
    return agreement


@transaction.atomic
def drop(agreement: Agreement, *, edition, reason: str, by) -> Agreement:
    """Give it up, with a reason the other side reads; a draft that was never offered stays internal to its organisation."""
    agreement = _locked(agreement)
    require(agreement.is_current(edition))
    require(rules.may_drop(by, agreement))
    if not reason.strip():
        raise Refused(_("Please say why."))
    hidden = agreement.offered_at is None
    speaker = agreement.owner if hidden else agreement.partnership.party_of(by).organisation
    agreement.reason = reason
    agreement.move_to(Agreement.State.DROPPED, "reason")
    record("agreement.dropped", agreement, by=by, organisation=speaker, internal_to=speaker if hidden else None, reason=reason)
    return agreement


def _locked(agreement: Agreement) -> Agreement:
    """Read anew; nobody else decides about it, and no party joins or leaves its partnership, until this transaction ends."""
    rows = Agreement.objects.select_for_update(of=("self", "partnership"), no_key=True).select_related("partnership", "owner")
    return rows.get(pk=agreement.pk)


def _words(wording: Wording) -> tuple:
    """What two editions are compared by: a calculated value is the same whether or not it was typed."""
    clauses = tuple(replace(clause, data=read_data(clause.key, clause.data)) for clause in wording.clauses)
    return replace(wording, clauses=clauses, promises=()), [_values(promise) for promise in wording.promises]


def _take_over(agreement: Agreement, wording: Wording) -> None:
    agreement.title, agreement.starts_on, agreement.ends_on = wording.title, wording.starts_on, wording.ends_on
    agreement.save(update_fields=["title", "starts_on", "ends_on"])


def _write(edition: Edition, wording: Wording) -> None:
    """Save the edition with its clauses and promises; keys are made unique, calculated values calculated."""
    for name, value in wording.head.items():
        setattr(edition, name, value)
    edition.save()
    Clause.objects.bulk_create(
        Clause(edition=edition, order=order, **vars(clause)) for order, clause in enumerate(_with_keys(wording.clauses), start=1)
    )
    keys = _Keys()
    Promise.objects.bulk_create(
        Promise(edition=edition, order=order, **(_values(promise) | {"key": keys.take(promise.key)}))
        for order, promise in enumerate(wording.promises, start=1)
    )


def _values(promise: PromiseText) -> dict:
    """The columns of a promise: only what belongs to its kind."""
    values = {field.name: getattr(promise, field.name) for field in fields(PromiseText)}
    values["amount"] = worth(promise.kind, amount=promise.amount, quantity=promise.quantity, rate=promise.rate)
    if promise.kind not in VALUED:
        values |= {"quantity": None, "rate": None, "rate_source": ""}
    if promise.kind != Kind.MONEY:
        values["money_type"] = ""
    return values


def _with_keys(clauses) -> Iterator[ClauseText]:
    """Each with a key of its own and its tables in their last form; tables belong to a key and go with it."""
    keys = _Keys()
    for clause in clauses:
        key = keys.take(clause.key)
        yield replace(clause, key=key, data=read_data(key, clause.data) if key == clause.key else {})


class _Keys:
    """Each key once; what has none, or a second time the same, gets a new one."""

    def __init__(self):
        self.taken: set[str] = set()

    def take(self, key: str) -> str:
        if not key or key in self.taken:
            key = new_key()
        self.taken.add(key)
        return key
