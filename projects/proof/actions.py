"""The verbs of a proof: begin, edit, give into the house's release, check, ask, answer, return, accept, close. Reclaims: reclaims.py."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.approval import actions as approval
from partnerships.approval.models import Subject
from partnerships.base import clock, money
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from projects.contribution.actions import locked as locked_grant
from projects.contribution.models import Contribution
from projects.plan.models import FundingSource, Line
from projects.proof import due, news, rules
from projects.proof.content import NARRATIVE, content_of, digest_of, receipts_of, rule_of
from projects.proof.laying import lay_out, periods_of
from projects.proof.models import Check, DueRule, Letter, Point, Proof, Submission
from projects.proof.prefill import prefilled
from projects.receipt import actions as receipts
from projects.receipt.models import Receipt

State = Proof.State


def locked(proof: Proof) -> Proof:
    """The grant first, as the receipts do, then the proof as it is now."""
    grant = locked_grant(proof.contribution)
    fresh = Proof.objects.select_for_update(of=("self",)).get(pk=proof.pk)
    fresh.contribution = grant
    return fresh


@transaction.atomic
def set_rule(contribution: Contribution, *, by, **words) -> DueRule:
    """The giver says when the use is proven and what belongs to it. Days that were told already only move to later.

    Journal: proof.rule_set.
    """
    contribution = locked_grant(contribution)
    require(rules.may_set_rule(by, contribution))
    before = periods_of(contribution, rule_of(contribution))
    rule = rule_of(contribution)
    new = not DueRule.objects.filter(pk=rule.pk).exists()
    for name, value in words.items():
        setattr(rule, name, value)
    if rule.after == DueRule.After.FIXED and (rule.fixed_on is None or rule.fixed_on < contribution.ends_on):
        raise Refused(_("The fixed day must not be before the end of the grant."))
    after = periods_of(contribution, rule)
    if before and after and after[-1].due_on < before[-1].due_on:
        raise Refused(_("The last proof was to be due later than that. A day that was told only moves to later."))
    if Proof.objects.filter(contribution=contribution).exclude(state=State.OPEN).exists() and len(after) != len(before):
        raise Refused(_("A proof was begun already: the number of proofs stays."))
    rule.edition += not new
    rule.save()
    contribution.due_rule = rule
    lay_out(contribution)
    record("proof.rule_set", contribution, by=by, organisation=contribution.giver, on=after[-1].due_on if after else contribution.ends_on)
    return rule


@transaction.atomic
def create(contribution: Contribution, *, by) -> Proof:
    """Begin the grant's next proof, made on the spot if need be. Journal: proof.begun."""
    contribution = locked_grant(contribution)
    require(rules.may_create(by, contribution))
    proofs = lay_out(contribution)
    proof = next((proof for proof in proofs if proof.state in Proof.UNDONE), None)
    if proof is None:
        raise Refused(_("Every proof of this grant was handed in already, or there is none yet."))
    return begin(proof, by=by) if proof.state == State.OPEN else proof


@transaction.atomic
def begin(proof: Proof, *, by) -> Proof:
    """Start writing; what the portal knows is there already. Journal: proof.begun."""
    proof = locked(proof)
    require(rules.may_begin(by, proof))
    proof.prefilled = prefilled(proof)
    proof.narrative = dict(proof.prefilled)
    _move(proof, State.WORK, "narrative", "prefilled", by=by)
    record("proof.begun", proof, by=by, organisation=proof.contribution.receiver)
    return proof


@transaction.atomic
def edit(proof: Proof, *, edition, narrative: dict[str, str], income: dict[str, Decimal], by) -> Proof:
    """Write; the numbers come from the receipts. A new edition where anything differs."""
    proof = locked(proof)
    require(rules.may_edit(by, proof))
    require(proof.is_current(edition))
    known = {str(line.pk) for line in typed_lines(proof)}
    texts = {key: text for key, text in narrative.items() if key in NARRATIVE}
    sums = {pk: f"{money.cents(amount):f}" for pk, amount in income.items() if pk in known and amount is not None}
    if texts == proof.narrative and sums == proof.income:
        return proof
    proof.narrative, proof.income = texts, sums
    proof.edition += 1
    _take_a_hand(proof, by)
    proof.save(update_fields=["narrative", "income", "edition", "hands"])
    return proof


def typed_lines(proof: Proof) -> list[Line]:
    """The lines of financing whose amounts only the receiver knows: all but what the giver pays and what is in kind."""
    rows = Line.objects.filter(plan__contribution=proof.contribution_id, side=Line.Side.INCOME, cash=True)
    return list(rows.exclude(key=FundingSource.PARTNER).order_by("position", "pk"))


@transaction.atomic
def give(proof: Proof, *, edition, declared: bool, by) -> Proof:
    """Give it into the house's release; the last yes hands it in. Its receipts do not change from now on.

    Journal: proof.given, and the lines of the release.
    """
    proof = locked(proof)
    require(rules.may_give(by, proof))
    require(proof.is_current(edition))
    require(rules.is_complete(proof, typed_lines(proof)))
    if not declared:
        raise Refused(_("Please confirm the declaration first."))
    receipts.fix(proof.contribution, receipts=_all_until(proof), through=proof.receipts_through or receipts.FOREVER)
    _move(proof, State.RELEASING, by=by)
    record("proof.given", proof, by=by, organisation=proof.contribution.receiver)
    approval.ask(
        proof,
        organisation=proof.contribution.receiver,
        subject=Subject.PROOF,
        amount_year=proof.contribution.granted,
        amount_total=proof.contribution.granted,
        kinds=("money", proof.contribution.money_type),
        by=by,
        hands=proof.hands,
    )
    return proof


def _all_until(proof: Proof):
    rows = Receipt.objects.filter(contribution=proof.contribution_id)
    return rows if proof.is_last else rows.filter(day__lte=proof.ends_on)


def hand_in(proof: Proof, *, by) -> Proof:
    """The house has released it: kept as it is, with its digest, and told to the giver. The caller holds the lock and the transaction.

    Journal: proof.submitted. Mail to those of the giver who check.
    """
    content = content_of(proof)
    number = proof.submissions.count() + 1
    Submission.objects.create(proof=proof, number=number, content=content, digest=digest_of(content), by=by)
    proof.submitted_at, proof.kept_until = clock.now(), due.kept_until(clock.today())
    proof.move_to(State.SUBMITTED)
    proof.save(update_fields=["state", "state_since", "submitted_at", "kept_until"])
    if rule_of(proof.contribution).with_files:
        receipts.show(receipts_of(proof))
    record("proof.submitted", proof, by=by, organisation=proof.contribution.receiver, number=number)
    news.submitted(proof, number)
    return proof


def give_back(proof: Proof, *, by) -> Proof:
    """The house did not release it, or took it back: it is in work again, and so are its receipts. The caller holds the lock."""
    _open_receipts(proof)
    proof.move_to(State.WORK)
    proof.edition += 1
    proof.save(update_fields=["state", "state_since", "edition"])
    record("proof.given_back", proof, by=by, organisation=proof.contribution.receiver, internal_to=proof.contribution.receiver)
    return proof


def _open_receipts(proof: Proof) -> None:
    before = Proof.objects.filter(contribution=proof.contribution_id, number__lt=proof.number).exclude(state__in=Proof.UNDONE)
    last = before.order_by("-number").values_list("ends_on", flat=True).first()
    receipts.open_again(proof.contribution, receipts=receipts_of(proof) | _struck_of(proof), through=last)


def _struck_of(proof: Proof):
    rows = Receipt.objects.filter(contribution=proof.contribution_id, struck_at__isnull=False)
    return rows if proof.is_last else rows.filter(day__lte=proof.ends_on)


@transaction.atomic
def take_up(proof: Proof, *, by) -> Proof:
    """The giver begins to check. Journal: proof.taken_up."""
    proof = locked(proof)
    require(rules.may_take_up(by, proof))
    _move(proof, State.CHECKING)
    record("proof.taken_up", proof, by=by, organisation=proof.contribution.giver)
    return proof


def _checked(proof: Proof, *, edition, result: str, marks: dict[str, str], text: str, by) -> Proof:
    """Keep the result with the points as they were marked; nothing is accepted with a point that is open."""
    proof = locked(proof)
    require(rules.may_check(by, proof))
    require(proof.is_current(edition))
    if result == Check.Result.ACCEPT and any(marks.get(point) not in ("yes", "none") for point in Point.values):
        raise Refused(_("To accept it, please mark each point as in order or as not applicable. Otherwise ask, or accept a part."))
    if result != Check.Result.ACCEPT and not text.strip():
        raise Refused(_("Please say in words what it is about."))
    submission = proof.submissions.order_by("-number").first()
    Check.objects.create(proof=proof, submission=submission, result=result, marks=marks, text=text, by=by)
    return proof


@transaction.atomic
def ask(proof: Proof, *, edition, marks: dict[str, str], text: str, by) -> Proof:
    """A question to the receiver. Journal: proof.questioned. Mail."""
    proof = _checked(proof, edition=edition, result=Check.Result.QUESTION, marks=marks, text=text, by=by)
    _write(proof, Letter.Kind.QUESTION, text, proof.contribution.giver, by)
    _move(proof, State.QUESTION)
    record("proof.questioned", proof, by=by, organisation=proof.contribution.giver, text=text)
    news.to_receiver(proof, "question", text)
    return proof


@transaction.atomic
def answer(proof: Proof, *, text: str, show: list | None = None, by) -> Proof:
    """The receiver answers, and shows the pictures of receipts it chooses. Journal: proof.answered. Mail to who checks."""
    proof = locked(proof)
    require(rules.may_answer(by, proof))
    if not text.strip():
        raise Refused(_("Please write an answer."))
    shown = receipts.show(receipts_of(proof).filter(pk__in=show or []))
    _write(proof, Letter.Kind.ANSWER, text, proof.contribution.receiver, by)
    _move(proof, State.CHECKING, by=by)
    record("proof.answered", proof, by=by, organisation=proof.contribution.receiver, text=text, shown=shown)
    news.answered(proof)
    return proof


@transaction.atomic
def send_back(proof: Proof, *, edition, marks: dict[str, str], text: str, by) -> Proof:
    """Back for correction: narrative and receipts can be changed again; what was handed in stays. Journal: proof.returned. Mail."""
    proof = _checked(proof, edition=edition, result=Check.Result.RETURN, marks=marks, text=text, by=by)
    _write(proof, Letter.Kind.RETURN, text, proof.contribution.giver, by)
    _open_receipts(proof)
    _move(proof, State.RETURNED)
    record("proof.returned", proof, by=by, organisation=proof.contribution.giver, text=text)
    news.to_receiver(proof, "returned", text)
    return proof


@transaction.atomic
def accept(proof: Proof, *, edition, marks: dict[str, str], text: str = "", by) -> Proof:
    """Accepted as it is. Journal: proof.accepted. Mail."""
    proof = _checked(proof, edition=edition, result=Check.Result.ACCEPT, marks=marks, text=text, by=by)
    spent = Decimal(proof.submissions.order_by("-number").first().content["total"]["spent"])
    return _settle(proof, State.ACCEPTED, spent, text, by=by)


@transaction.atomic
def accept_part(proof: Proof, *, edition, marks: dict[str, str], text: str, recognised: Decimal, by) -> Proof:
    """Accepted in part: so much of what was spent is recognised. Journal: proof.accepted_part. Mail."""
    proof = _checked(proof, edition=edition, result=Check.Result.PART, marks=marks, text=text, by=by)
    spent = Decimal(proof.submissions.order_by("-number").first().content["total"]["spent"])
    if recognised is None or not 0 <= recognised < spent:
        raise Refused(_("Please enter how much is recognised: less than what was spent."))
    return _settle(proof, State.PART, money.cents(recognised), text, by=by)


def _settle(proof: Proof, state: str, recognised: Decimal, text: str, *, by) -> Proof:
    proof.checked_by, proof.recognised = by, recognised
    _move(proof, state, "checked_by", "recognised")
    verb = "proof.accepted" if state == State.ACCEPTED else "proof.accepted_part"
    record(verb, proof, by=by, organisation=proof.contribution.giver, amount=recognised)
    news.to_receiver(proof, "accepted" if state == State.ACCEPTED else "part", text)
    return proof


@transaction.atomic
def close(proof: Proof, *, by) -> Proof:
    """Nothing is open any more. Journal: proof.closed."""
    proof = locked(proof)
    require(rules.may_close(by, proof))
    _move(proof, State.CLOSED)
    record("proof.closed", proof, by=by, organisation=proof.contribution.giver)
    return proof


@transaction.atomic
def write(proof: Proof, *, text: str, by) -> Letter:
    """A comment of either side. Journal: proof.commented."""
    proof = locked(proof)
    require(rules.may_write(by, proof))
    if not text.strip():
        raise Refused(_("Please write something."))
    mine = proof.contribution.receiver if rules.works_for_receiver(by, proof) else proof.contribution.giver
    letter = _write(proof, Letter.Kind.COMMENT, text, mine, by)
    record("proof.commented", proof, by=by, organisation=mine, text=text)
    return letter


def _write(proof: Proof, kind: str, text: str, organisation, by) -> Letter:
    return Letter.objects.create(proof=proof, kind=kind, text=text.strip(), organisation=organisation, by=by)


def _take_a_hand(proof: Proof, person) -> None:
    if person.pk not in proof.hands:
        proof.hands.append(person.pk)


def _move(proof: Proof, state: str, *fields: str, by=None) -> None:
    """`by`: who takes a hand in it."""
    if by is not None:
        _take_a_hand(proof, by)
    proof.move_to(state)
    proof.edition += 1
    proof.save(update_fields=["state", "state_since", "edition", "hands", *fields])
