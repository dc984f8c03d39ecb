"""Proofs for tests, made by the actions themselves; the year of the example is over."""

from datetime import date
from decimal import Decimal

from partnerships.approval import actions as approval
from partnerships.approval.release import Release
from partnerships.base import clock
from projects.contribution import deliveries
from projects.proof import actions, reclaims
from projects.proof.models import Point, Proof
from tests.projects.receipt import making as receipts

YES = {point.value: "yes" for point in Point}
INCOME = {"municipal": Decimal(15_000), "donations": Decimal(4_000), "own": Decimal(6_000)}
NARRATIVE = {key: f"Text zu {key}." for key in ("aims", "activities", "comparison", "spending")}
LATER = date(2027, 2, 1)  # the grant is over


def paid(cast, team=None, **how):
    """The grant of the example, paid in full and confirmed, and spent."""
    team = team or cast.social
    giver = cast.other(team)
    with clock.travel(clock.at(date(2026, 2, 1), 9)):
        grant = receipts.grant(cast, team, **how)
        delivery = deliveries.deliver(grant, on=date(2026, 2, 1), amount=Decimal(30_000), by=giver.finance)
        deliveries.confirm(delivery, edition=delivery.edition, by=team.coordinator)
    with clock.travel(clock.at(date(2026, 12, 30), 9)):
        receipts.spend_all(grant, team.staff)
    grant.refresh_from_db()
    return grant


def begun(cast, team=None, grant=None) -> Proof:
    team = team or cast.social
    grant = grant or paid(cast, team)
    with clock.travel(clock.at(LATER, 9)):
        return actions.create(grant, by=team.staff)


def written(cast, team=None, grant=None, *, income=None) -> Proof:
    team = team or cast.social
    proof = begun(cast, team, grant)
    lines = {str(line.pk): (income or INCOME)[line.key] for line in actions.typed_lines(proof)}
    with clock.travel(clock.at(LATER, 10)):
        return actions.edit(proof, edition=proof.edition, narrative=proof.narrative | NARRATIVE, income=lines, by=team.staff)


def given(cast, team=None, proof=None) -> Proof:
    team = team or cast.social
    proof = proof or written(cast, team)
    with clock.travel(clock.at(LATER, 11)):
        return actions.give(proof, edition=proof.edition, declared=True, by=team.staff)


def submitted(cast, team=None, proof=None) -> Proof:
    team = team or cast.social
    proof = given(cast, team, proof)
    with clock.travel(clock.at(LATER, 12)):
        approval.approve(Release.objects.about(proof).running().get(), by=team.approver)
    return Proof.objects.get(pk=proof.pk)


def checking(cast, team=None, proof=None) -> Proof:
    team = team or cast.social
    proof = proof or submitted(cast, team)
    with clock.travel(clock.at(LATER, 13)):
        return actions.take_up(proof, by=cast.other(team).finance)


def asked(cast, team=None) -> Proof:
    proof = checking(cast, team)
    return actions.ask(proof, edition=proof.edition, marks={}, text="Wofür war Beleg 2?", by=cast.other(team or cast.social).finance)


def returned(cast, team=None) -> Proof:
    proof = checking(cast, team)
    return actions.send_back(
        proof, edition=proof.edition, marks={}, text="Bitte Beleg 2 prüfen.", by=cast.other(team or cast.social).finance
    )


def accepted(cast, team=None) -> Proof:
    proof = checking(cast, team)
    return actions.accept(proof, edition=proof.edition, marks=YES, by=cast.other(team or cast.social).finance)


def in_part(cast, team=None) -> Proof:
    proof = checking(cast, team)
    return actions.accept_part(
        proof, edition=proof.edition, marks={}, text="Die Honorare nur bis 20 %.", recognised=Decimal(54_600),
        by=cast.other(team or cast.social).finance,
    )  # fmt: skip


def reclaimed(cast, team=None, *, days: int = 14):
    """Announced; the answer may come for so many days."""
    proof = in_part(cast, team)
    with clock.travel(clock.at(LATER, 14)):
        return reclaims.announce(
            proof, amount=Decimal(400), reason="expenses", text="Honorare über der Grenze.", answer_by=date(2027, 2, 1 + days),
            due_on=date(2027, 3, 31), by=cast.other(team or cast.social).finance,
        )  # fmt: skip


def heard(cast, team=None, wish: str = "pay"):
    reclaim = reclaimed(cast, team)
    with clock.travel(clock.at(LATER, 15)):
        return reclaims.answer_reclaim(reclaim, wish=wish, text="Einverstanden.", by=(team or cast.social).staff)


def set_(cast, team=None):
    return reclaims.fix_reclaim(heard(cast, team), by=cast.other(team or cast.social).finance)


def repaid(cast, team=None):
    return reclaims.repay_reclaim(set_(cast, team), by=(team or cast.social).finance)


def unanswered(cast, team=None):
    """Until yesterday one could have answered."""
    proof = in_part(cast, team)
    words = {"amount": Decimal(400), "reason": "expenses", "text": "Honorare über der Grenze."}
    with clock.travel(clock.at(date(2026, 1, 5), 14)):
        day = clock.today()
        return reclaims.announce(proof, answer_by=day, due_on=day, by=cast.other(team or cast.social).finance, **words)


def wished(cast, team=None):
    return heard(cast, team, wish="offset")
