from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.agreement import release, rules, talks, template
from partnerships.agreement.amends import changes_something, name_of
from partnerships.agreement.edition import Clause, Edition, Promise
from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import State, Why
from partnerships.agreement.objections import no_objection
from partnerships.agreement.parts import parts_of
from partnerships.agreement.sound import is_sound
from partnerships.agreement.wording import HEAD, Keys, Wording, values_of, with_keys
from partnerships.annex import actions as annexes
from partnerships.base import clock
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.journal.changes import changes


@transaction.atomic
def create(
    *,
    partnership,
    kind: str,
    title: str,
    by,
    starts_on=None,
    ends_on=None,
    notice_months: int = 6,
    clauses=None,
    promises=(),
    texts=None,
    **term,
) -> Agreement:
    """A draft of one's own organisation, starting with the template of its kind unless clauses are given; nobody else sees it.

    `texts` are the clauses of a template of one's own, to be filled in like those of the portal. `term` is the rest of a Wording's head:
    notice_to, notice_form, renewal, renewal_months. Writes edition 1 and a journal line internal to the organisation.
    """
    require(rules.may_create(by, partnership))
    wording = Wording(title, starts_on, ends_on, notice_months, promises=tuple(promises), **term)
    if clauses is None:
        clauses = template.clauses_for(partnership=partnership, kind=kind, head=wording, texts=texts)
    wording = replace(wording, clauses=tuple(clauses))
    require(is_sound(wording, partnership))
    owner = partnership.party_of(by).organisation
    agreement = Agreement.objects.create(
        partnership=partnership,
        kind=kind,
        title=title,
        owner=owner,
        starts_on=starts_on,
        ends_on=ends_on,
        waiting=[owner.pk],
        turn_since=clock.now(),
    )
    write(Edition(agreement=agreement, number=1, by=by, organisation=owner), wording)
    record("agreement.drafted", agreement, by=by, organisation=owner, internal_to=owner)
    return agreement


@transaction.atomic
def propose_idea(*, partnership, kind: str, title: str, about: str, by) -> Agreement:
    """A thought both sides see at once: a title and what it is about. Either side may make a draft of it or let it go.

    Journal line for both; the other parties are asked what they think.
    """
    require(rules.may_propose_idea(by, partnership))
    owner = partnership.party_of(by).organisation
    agreement = Agreement.objects.create(
        partnership=partnership, kind=kind, title=title, about=about, owner=owner, state=State.IDEA, offered_at=clock.now()
    )
    agreement.wait_for(party.organisation_id for party in partnership.binding_parties() if party.organisation_id != owner.pk)
    record("agreement.idea", agreement, by=by, organisation=owner, about=about)
    return agreement


@transaction.atomic
def take_up(agreement: Agreement, *, by) -> Agreement:
    """Write the draft of an idea: it becomes the draft of one's own organisation, beginning with the template of its kind."""
    agreement = Agreement.objects.lock(agreement)
    require(rules.may_take_up(by, agreement))
    organisation = _begin_draft(agreement, "take_up", by)
    record("agreement.taken_up", agreement, by=by, organisation=organisation)
    return agreement


@transaction.atomic
def revive(agreement: Agreement, *, by) -> Agreement:
    """Take up again what was given up: a draft of one's own organisation, with the words it had."""
    agreement = Agreement.objects.lock(agreement)
    require(rules.may_revive(by, agreement))
    hidden = agreement.offered_at is None
    agreement.reason = agreement.why = ""
    organisation = _begin_draft(agreement, "revive", by)
    record("agreement.revived", agreement, by=by, organisation=organisation, internal_to=organisation if hidden else None)
    return agreement


def _begin_draft(agreement: Agreement, verb: str, by):
    """The draft of the organisation this person speaks for: the edition that was never sent, or a new one with the last words."""
    organisation = agreement.partnership.party_of(by).organisation
    last = agreement.editions.for_reading().last()
    if last is None or last.sent_at:
        agreement.edition = last.number + 1 if last else 1
        write(
            Edition(
                agreement=agreement, number=agreement.edition, by=by, organisation=organisation, amends_edition=agreement.amends_edition
            ),
            Wording.of(last) if last else _template_of(agreement),
        )
    agreement.owner = organisation
    agreement.go(verb, "owner", "edition", "reason", "why")
    agreement.wait_for([organisation.pk])
    agreement.forget()
    return organisation


def _template_of(agreement: Agreement) -> Wording:
    head = Wording(agreement.title, None, None, 6)
    return replace(head, clauses=template.clauses_for(partnership=agreement.partnership, kind=agreement.kind, head=head))


@transaction.atomic
def edit(agreement: Agreement, *, saves, wording: Wording, by) -> Agreement:
    """Rewrite the draft as `saves` showed it; refuses when a colleague was quicker. Journal line internal to the organisation."""
    agreement = Agreement.objects.lock(agreement)
    require(rules.may_edit(by, agreement))
    edition = agreement.current()
    require(edition.is_saved_as(saves))
    require(is_sound(wording, agreement.partnership))
    edition.saves += 1
    edition.by = by
    edition.clauses.all().delete()
    edition.promises.all().delete()
    edition.amends_edition = agreement.amends_edition
    write(edition, wording)
    if agreement.offered_at is None:  # what the other side knows keeps its name until the draft is offered
        agreement.title, agreement.starts_on, agreement.ends_on = name_of(agreement, wording.title), wording.starts_on, wording.ends_on
        agreement.save(update_fields=["title", "starts_on", "ends_on"])
    record("agreement.edited", agreement, by=by, organisation=agreement.owner, internal_to=agreement.owner)
    agreement.forget()
    return agreement


@transaction.atomic
def offer(agreement: Agreement, *, saves, by, comment: str = "") -> Agreement:
    """Show the draft to the other side: from now on it is final, every change is a counter-proposal.

    Who offers it has agreed to every part; all others are asked.
    """
    agreement = Agreement.objects.lock(agreement)
    require(rules.may_offer(by, agreement))
    edition = agreement.current()
    require(edition.is_saved_as(saves))
    edition.annexes = _enclosed(agreement, edition=edition.number, organisation=agreement.owner, by=by)
    require(changes_something(agreement, edition))
    edition.comment, edition.by, edition.sent_at = comment, by, clock.now()
    edition.save(update_fields=["annexes", "comment", "by", "sent_at"])
    agreement.offered_at = agreement.offered_at or clock.now()
    agreement.title, agreement.starts_on, agreement.ends_on = name_of(agreement, edition.title), edition.starts_on, edition.ends_on
    agreement.go("offer", "offered_at", "title", "starts_on", "ends_on")
    record("agreement.offered", agreement, by=by, organisation=agreement.owner, edition=edition.number, comment=comment)
    talks.speak_for_all(agreement, organisation=agreement.owner, by=by)
    return agreement


@transaction.atomic
def counter(agreement: Agreement, *, edition, wording: Wording, comment: str, by) -> Agreement:
    """A counter-proposal to the edition its author read: a new edition with a comment.

    Its author has thereby agreed to every part of it; the other parties' yes to parts that stayed as they were still counts, so that the
    text may be agreed at once. Signatures and releases of older editions lapse.
    """
    agreement = Agreement.objects.lock(agreement)
    require(agreement.is_current(edition))
    require(rules.may_counter(by, agreement))
    require(is_sound(wording, agreement.partnership))
    if not comment.strip():
        raise Refused(_("Please tell the other side what you changed and why."))
    organisation = agreement.partnership.party_of(by).organisation
    last = agreement.current()
    same = wording.says() == Wording.of(last).says() and last.amends_edition == agreement.amends_edition
    if same and not annexes.has_changes(agreement, organisation):
        raise Refused(_("Nothing was changed. If you agree with the text, please say so instead."))
    agreement.edition += 1
    new = Edition(
        agreement=agreement,
        number=agreement.edition,
        by=by,
        organisation=organisation,
        comment=comment,
        amends_edition=agreement.amends_edition,
    )
    write(new, wording)
    if agreement.amends_id:
        require(no_objection(agreement, new))
    new.annexes = _enclosed(agreement, edition=new.number, organisation=organisation, by=by)
    new.sent_at = clock.now()
    new.save(update_fields=["annexes", "sent_at"])
    agreement.title, agreement.starts_on, agreement.ends_on = name_of(agreement, wording.title), wording.starts_on, wording.ends_on
    agreement.released_ids = []
    agreement.go("counter", "edition", "title", "starts_on", "ends_on", "released_ids")
    agreement.forget()
    record("agreement.countered", agreement, by=by, organisation=organisation, comment=comment, **_difference(last, agreement.current()))
    talks.speak_for_all(agreement, organisation=organisation, by=by)
    return agreement


@transaction.atomic
def drop(agreement: Agreement, *, edition, reason: str, by, why: str = Why.OTHER) -> Agreement:
    """Give it up, with a reason the other side reads, and of which kind it is; a draft never offered stays internal to its organisation."""
    agreement = Agreement.objects.lock(agreement)
    require(agreement.is_current(edition))
    require(rules.may_drop(by, agreement))
    if not reason.strip():
        raise Refused(_("Please say why."))
    hidden = agreement.offered_at is None
    speaker = agreement.owner if hidden else agreement.partnership.party_of(by).organisation
    agreement.reason, agreement.why = reason, why
    agreement.go("drop", "reason", "why")
    release.stop(agreement, by=by)
    record("agreement.dropped", agreement, by=by, organisation=speaker, internal_to=speaker if hidden else None, reason=reason, why=why)
    return agreement


def _enclosed(agreement: Agreement, *, edition: int, organisation, by) -> list[list]:
    """The files this organisation has laid ready go with its proposal; all that then belong to the text."""
    annexes.give(agreement, organisation=organisation, edition=edition, by=by)
    return annexes.contents(agreement, edition)


def _difference(last: Edition, new: Edition) -> dict:
    """For the history: which parts read otherwise than before, and the old and new values of title and term."""
    before = {part.key: part.digest for part in parts_of(last)}
    parts = [part.plain for part in parts_of(new) if part.digest != before.get(part.key)]
    head = changes(last, {name: getattr(new, name) for name in HEAD})
    return {"edition": new.number, "parts": parts, "model": Edition._meta.label, "changes": head}


def write(edition: Edition, wording: Wording) -> None:
    """Save the edition with its clauses and promises; keys are made unique, calculated values calculated."""
    for name, value in wording.head.items():
        setattr(edition, name, value)
    edition.save()
    Clause.objects.bulk_create(
        Clause(edition=edition, order=order, **vars(clause)) for order, clause in enumerate(with_keys(wording.clauses), start=1)
    )
    keys = Keys()
    Promise.objects.bulk_create(
        Promise(edition=edition, order=order, **(values_of(promise) | {"key": keys.take(promise.key)}))
        for order, promise in enumerate(wording.promises, start=1)
    )
