"""Proofs, and the grants and reclaims they are about, read by queries that are planned once (base/prepared.py)."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from partnerships.annex.models import Annex, Kind
from partnerships.base.prepared import Param, Prepared, PreparedRows, those_found
from partnerships.organisation.standing import ANYONE, by_id, values_of
from projects.contribution.models import Contribution, Delivery
from projects.contribution.parts import rows_of
from projects.plan.models import Line
from projects.proof.models import Letter, Proof, Reclaim, Submission
from projects.receipt.models import Receipt

GRANT, LAST = Param("grant", "uuid"), Param("last", "date")
NEAR = ("contribution__partnership", "contribution__due_rule", "reclaim", "checked_by")
OF_RECLAIM = ("proof__contribution__giver", "proof__contribution__receiver", "proof__contribution__partnership")

LISTED = those_found(Proof.objects.for_list)
grant_or_404 = by_id(lambda: Contribution.objects.visible_to(ANYONE).for_list().select_related("due_rule"))
reclaim_or_404 = by_id(lambda: Reclaim.objects.visible_to(ANYONE).select_related(*OF_RECLAIM))


class Listed(NamedTuple):
    """A receipt as a proof lists it; `files`: the checksums of its pictures."""

    pk: UUID
    no: int
    day: date
    payee: str
    reason: str
    amount: Decimal
    reference: str
    line: UUID | None
    project: str | None
    files: list[str]


def _whole():
    """With what was handed in last, and the letters."""
    last = Submission.objects.filter(proof=OuterRef("pk")).order_by("-number")[:1]
    letters = Letter.objects.filter(proof=OuterRef("pk")).order_by("created_at", "pk")
    rows = Proof.objects.visible_to(ANYONE).filter(pk=Param("proof", "uuid")).for_list().select_related(*NEAR)
    return rows.annotate(
        last_submission=rows_of(last, "number", "digest", "at", "content"),
        letter_rows=rows_of(letters, "kind", "text", "created_at", "by__name", "organisation__name"),
    )


def _lines():
    return Line.objects.filter(plan__contribution=GRANT).select_related("plan").order_by("side", "position", "pk")


def _receipts() -> tuple[str, tuple]:
    pictures = Annex.objects.filter(kind=Kind.RECEIPT, subject_id=OuterRef("pk")).order_by("pk").values("sha256")
    rows = Receipt.objects.filter(contribution=GRANT, day__lte=LAST).counted().in_order().annotate(files=ArraySubquery(pictures))
    names = ("pk", "no", "day", "payee", "reason", "amount", "reference", "line", "project__title", "files")
    return rows.values_list(*names).query.sql_with_params()


def _came() -> tuple[str, tuple]:
    rows = Delivery.objects.filter(contribution=GRANT, on__lte=LAST, confirmed_at__isnull=False).order_by("on", "pk")
    return rows.values_list("on", "amount").query.sql_with_params()


_WHOLE, _LINES, _RECEIPTS, _CAME = PreparedRows(_whole), PreparedRows(_lines), Prepared(_receipts), Prepared(_came)


def whole_or_404(person, pk) -> Proof:
    """With its submission and its letters; one query."""
    return _WHOLE.one_or_404(values_of(person, proof=pk))


def lines_of(proof: Proof) -> list[Line]:
    """Of the grant's plan, with the plan; one query."""
    return _LINES.rows({"grant": proof.contribution_id})


def receipts_until(proof: Proof) -> list[Listed]:
    """From the beginning of the grant, in order of time, without those that are struck; one query."""
    return [Listed(*row) for row in _RECEIPTS.rows(_until(proof))]


def came_until(proof: Proof) -> list[tuple[date, Decimal]]:
    """What was paid and confirmed, from the ledger; one query."""
    return _CAME.rows(_until(proof))


def _until(proof: Proof) -> dict:
    return {"grant": proof.contribution_id, "last": proof.receipts_through or date.max}
