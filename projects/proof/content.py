"""What a proof says: numbers from the receipts, the plan and what came; the narrative; the list. As plain values, ready to be kept."""

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from partnerships.base import money
from projects.plan.models import FundingSource, Line, Plan
from projects.proof import reading
from projects.proof.models import ZERO, DueRule, Proof
from projects.proof.reading import Listed
from projects.receipt.actual import actual_from
from projects.receipt.models import Receipt

NARRATIVE = {
    "facts": _("Project, period, quarter, who is responsible"),
    "aims": _("Starting point and aims"),
    "activities": _("What did we do?"),
    "reached": _("Whom did we reach?"),
    "changed": _("What has changed?"),
    "comparison": _("Aims and results: what differs, and why?"),
    "cooperation": _("Working together: what went well, what did not?"),
    "spending": _("The main expenses: why they were needed"),
    "public": _("Public relations and taking part"),
    "outlook": _("Outlook and next steps"),
}
NEEDED = ("aims", "activities", "comparison", "spending")


def rule_of(contribution) -> DueRule:
    """The grant's rule, or the defaults."""
    return getattr(contribution, "due_rule", None) or DueRule(contribution=contribution)


def receipts_of(proof: Proof):
    """The receipts this proof is about: by their day; the first and the last proof take what lies outside the period, too."""
    rows = Receipt.objects.filter(contribution=proof.contribution_id).counted()
    if proof.number > 1:
        rows = rows.filter(day__gte=proof.starts_on)
    return rows if proof.is_last else rows.filter(day__lte=proof.ends_on)


@dataclass(frozen=True)
class Figures:
    """`rest` is what would have to be paid back or carried over; known with the last proof only."""

    spent: Decimal
    income: Decimal
    received: Decimal
    rest: Decimal


def rest_of(*, mode: str | None, received: Decimal, spent: Decimal, others: Decimal, planned: Decimal, granted: Decimal) -> Decimal:
    """What is left of the money received; `others`: what came from everybody else, and from the house itself."""
    if mode in (Plan.Mode.GAP, Plan.Mode.GUARANTEE):
        needed = spent - others
    elif mode == Plan.Mode.SHARE and planned:
        needed = money.cents(spent * granted / planned)
    else:  # a fixed sum, all of it, or no plan: only where less was spent than came
        needed = spent
    return max(received - max(min(needed, granted), ZERO), ZERO)


def content_of(proof: Proof) -> dict:
    """Everything, as it is now; three queries. Amounts are text with two places, days ISO."""
    grant = proof.contribution
    lines, receipts, came = reading.lines_of(proof), reading.receipts_until(proof), reading.came_until(proof)
    sums = _spent_by_line(receipts)
    for line in lines:
        line.spent = sums.get(line.pk, ZERO)
    actual = actual_from([line for line in lines if line.side == Line.Side.COST], sums.get(None, ZERO))
    income = [_income(line, proof, came) for line in lines if line.side == Line.Side.INCOME and line.cash]
    figures = _figures(proof, actual, came, income)
    return {
        "title": grant.title,
        "giver": grant.giver.name,
        "receiver": grant.receiver.name,
        "project": str(grant.project or ""),
        "starts_on": proof.starts_on.isoformat(),
        "ends_on": proof.ends_on.isoformat(),
        "is_last": proof.is_last,
        "granted": _text(grant.granted),
        "came": [[on.isoformat(), _text(amount)] for on, amount in came],
        "lines": [
            {"label": row.label, "planned": _text(row.planned), "spent": _text(row.spent), "limit": _text(row.limit), "light": row.light}
            for row in actual.rows
        ],
        "unplanned": _text(actual.unplanned),
        "cover": actual.plan.cover if actual.plan else "",
        "tolerance": _text(actual.plan.tolerance) if actual.plan else "",
        "total": {"planned": _text(actual.total.planned), "spent": _text(actual.total.spent), "light": actual.total.light},
        "income": income,
        "in_kind": [{"label": str(line), "planned": _text(line.amount)} for line in lines if not line.cash],
        "figures": {name: _text(value) for name, value in vars(figures).items()},
        "with_list": rule_of(grant).with_list,
        "receipts": _listed(proof, receipts, lines),
        "narrative": {key: proof.narrative.get(key, "") for key in NARRATIVE},
    }


def _spent_by_line(receipts: list[Listed]) -> dict:
    """Until the end of this proof, from the beginning of the grant: the plan is one for all years."""
    sums: dict = {}
    for receipt in receipts:
        sums[receipt.line] = sums.get(receipt.line, ZERO) + receipt.amount
    return sums


def _income(line: Line, proof: Proof, came) -> dict:
    ours = line.key == FundingSource.PARTNER
    actual = sum((amount for _on, amount in came), ZERO) if ours else _typed(proof, line)
    return {"line": str(line.pk), "label": str(line), "planned": _text(line.amount), "actual": _text(actual), "ours": ours}


def _typed(proof: Proof, line: Line) -> Decimal | None:
    typed = proof.income.get(str(line.pk))
    return Decimal(typed) if typed is not None else None


def _figures(proof: Proof, actual, came, income) -> Figures:
    received = sum((amount for _on, amount in came), ZERO)
    others = sum((Decimal(row["actual"]) for row in income if not row["ours"] and row["actual"] is not None), ZERO)
    rest = rest_of(
        mode=actual.plan.mode if actual.plan else None, received=received, spent=actual.total.spent, others=others,
        planned=actual.total.planned, granted=proof.contribution.granted,
    )  # fmt: skip
    return Figures(actual.total.spent, received + others, received, rest if proof.is_last else ZERO)


def _listed(proof: Proof, receipts: list[Listed], lines: list[Line]) -> list[dict]:
    """Those this proof is about, see receipts_of()."""
    words = {line.pk: str(line) for line in lines}
    return [
        {
            "id": str(receipt.pk), "no": receipt.no, "day": receipt.day.isoformat(), "payee": receipt.payee, "reason": receipt.reason,
            "amount": _text(receipt.amount), "reference": receipt.reference, "line": words.get(receipt.line, ""),
            "project": receipt.project or "", "files": receipt.files,
        }
        for receipt in receipts
        if proof.number == 1 or receipt.day >= proof.starts_on
    ]  # fmt: skip


def digest_of(content: dict) -> str:
    """SHA-256 of the content, written one way only."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{money.cents(amount):f}"
