"""The rows of a grant's proofs, made from its rule: beforehand, so that a list can say what is due."""

from datetime import date

from django.db import transaction

from partnerships.base.valuation import Kind
from projects.contribution.models import Contribution
from projects.proof.content import rule_of
from projects.proof.due import Period, periods
from projects.proof.models import NEED_ONE, DueRule, Proof

AT_ONCE = 500


def periods_of(contribution: Contribution, rule: DueRule) -> list[Period]:
    """One query where the rule follows the instalments."""
    paid: list[date] = []
    if rule.after == DueRule.After.INSTALMENT:
        paid = list(contribution.deliveries.filter(confirmed_at__isnull=False).values_list("on", flat=True))
    return periods(
        contribution.starts_on, contribution.ends_on,
        after=rule.after, count=rule.count, unit=rule.unit, fixed_on=rule.fixed_on, paid=paid,
    )  # fmt: skip


def lay_out(contribution: Contribution) -> list[Proof]:
    """Make the proofs that are missing, and let those that are not begun follow the rule. The caller holds the grant's lock."""
    there = {proof.number: proof for proof in Proof.objects.filter(contribution=contribution)}
    wanted = periods_of(contribution, rule_of(contribution))
    for period in wanted:
        proof = there.get(period.number)
        if proof is None:
            Proof.objects.create(contribution=contribution, partnership_id=contribution.partnership_id, **vars(period))
        elif proof.state == Proof.State.OPEN and any(getattr(proof, name) != value for name, value in vars(period).items()):
            Proof.objects.filter(pk=proof.pk).update(**vars(period))
    return list(Proof.objects.filter(contribution=contribution).for_list().order_by("number"))


def lay_out_all(day: date) -> int:
    """For grants that have no proof yet; those by instalment get one more with each."""
    rows = Contribution.objects.promised().filter(kind=Kind.MONEY, money_type__in=NEED_ONE)
    bare = rows.filter(proofs=None) | rows.filter(due_rule__after=DueRule.After.INSTALMENT)
    done = 0
    for contribution in bare.distinct().order_by("pk")[:AT_ONCE]:
        with transaction.atomic():
            lay_out(contribution)
        done += 1
    return done
