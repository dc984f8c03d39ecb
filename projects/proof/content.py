"""What a proof says: numbers from the receipts, the plan and what came; the narrative; the list. As plain values, ready to be kept."""

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from partnerships.annex.models import Annex, Kind
from partnerships.base import money
from projects.plan.models import FundingSource, Line, Plan
from projects.proof.models import ZERO, DueRule, Proof
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


def _until(proof: Proof) -> Q:
    return Q() if proof.is_last else Q(day__lte=proof.ends_on)


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
    """Everything, as it is now; four queries, one more where earlier proofs belong to it. Amounts are text with two places, days ISO."""
    grant = proof.contribution
    lines = list(Line.objects.filter(plan__contribution=grant).select_related("plan").order_by("side", "position", "pk"))
    receipts = list(receipts_of(proof).select_related("line__plan", "project").in_order())
    sums = _spent_by_line(proof, receipts)
    for line in lines:
        line.spent = sums.get(line.pk, ZERO)
    actual = actual_from([line for line in lines if line.side == Line.Side.COST], sums.get(None, ZERO))
    came = _came(proof)
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
        "receipts": _listed(receipts),
        "narrative": {key: proof.narrative.get(key, "") for key in NARRATIVE},
    }


def _spent_by_line(proof: Proof, receipts: list[Receipt]) -> dict:
    """Until the end of this proof, from the beginning of the grant: the plan is one for all years. No query where it is the only proof."""
    if proof.number == 1:
        sums: dict = {}
        for receipt in receipts:
            sums[receipt.line_id] = sums.get(receipt.line_id, ZERO) + receipt.amount
        return sums
    rows = Receipt.objects.filter(_until(proof), contribution=proof.contribution_id).counted().order_by()
    return dict(rows.values_list("line").annotate(sum=Sum("amount")))


def _came(proof: Proof) -> list[tuple]:
    """What was paid and confirmed, from the ledger."""
    rows = proof.contribution.deliveries.filter(confirmed_at__isnull=False).order_by("on", "pk")
    return list((rows if proof.is_last else rows.filter(on__lte=proof.ends_on)).values_list("on", "amount"))


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


def _listed(receipts: list[Receipt]) -> list[dict]:
    files: dict = {}
    rows = Annex.objects.filter(kind=Kind.RECEIPT, subject_id__in=[receipt.pk for receipt in receipts])
    for pk, sha256 in rows.order_by("pk").values_list("subject_id", "sha256"):
        files.setdefault(pk, []).append(sha256)
    return [
        {
            "id": str(receipt.pk), "no": receipt.no, "day": receipt.day.isoformat(), "payee": receipt.payee, "reason": receipt.reason,
            "amount": _text(receipt.amount), "reference": receipt.reference, "line": str(receipt.line or ""),
            "project": str(receipt.project or ""), "files": files.get(receipt.pk, []),
        }
        for receipt in receipts
    ]  # fmt: skip


def digest_of(content: dict) -> str:
    """SHA-256 of the content, written one way only."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{money.cents(amount):f}"
