"""The verbs of a receipt: enter, edit, add a file, strike. What a proof does with them - fix, open, show - is at the end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from partnerships.annex import actions as annexes
from partnerships.annex.intake import Checked
from partnerships.annex.models import Annex, Kind
from partnerships.base import clock, money
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.journal.changes import changes
from projects.contribution.actions import locked
from projects.contribution.doubts import are_meant
from projects.contribution.models import Contribution
from projects.plan.models import Line
from projects.project.models import Project
from projects.receipt import doubts, rules
from projects.receipt.models import Book, Receipt

FOREVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Entry:
    """What is typed of a receipt."""

    amount: Decimal
    day: date
    payee: str
    reason: str
    reference: str = ""
    line: Line | None = None
    project: Project | None = None

    def columns(self) -> dict:
        return dict(vars(self)) | {"amount": money.cents(self.amount), "payee": " ".join(self.payee.split())}


@transaction.atomic
def enter(contribution: Contribution, *, entry: Entry, upload: Checked | None = None, meant: Collection[str] = (), by) -> Receipt:
    """Charge a receipt to a grant, with its picture. `meant` holds the keys of doubts.on_entering().

    The row and its file come together or not at all. Journal: receipt.entered, internal to the house.
    """
    contribution = locked(contribution)
    require(rules.may_enter(by, contribution))
    _require_sound(contribution, entry, sha256=upload.sha256 if upload else "", meant=meant)
    last = Receipt.objects.filter(contribution=contribution).aggregate(last=Max("no"))["last"] or 0
    receipt = Receipt(
        contribution=contribution,
        organisation=contribution.receiver,
        no=last + 1,
        sha256=upload.sha256 if upload else "",
        entered_by=by,
        **entry.columns(),
    )
    _save(receipt, force_insert=True)
    if upload:
        annexes.add(receipt, kind=Kind.RECEIPT, upload=upload, internal=True, by=by)
    record(
        "receipt.entered", receipt, by=by, organisation=contribution.receiver, internal_to=contribution.receiver,
        amount=receipt.amount, on=receipt.day,
    )  # fmt: skip
    return receipt


@transaction.atomic
def edit(receipt: Receipt, *, edition, entry: Entry, meant: Collection[str] = (), by) -> Receipt:
    """Change it, as long as its proof is not on its way: a new edition. Journal with old and new value, internal to the house."""
    contribution, receipt = _locked_with(receipt)
    require(rules.may_edit(by, receipt))
    require(receipt.is_current(edition))
    columns = entry.columns()
    if not (changed := changes(receipt, columns)):
        return receipt
    _require_sound(contribution, entry, sha256=receipt.sha256, meant=meant, instead_of=receipt)
    for name, value in columns.items():
        setattr(receipt, name, value)
    receipt.edition += 1
    _save(receipt, update_fields=[*columns, "edition"])
    changed = {name: [str(value or "") for value in pair] if name in ("line", "project") else pair for name, pair in changed.items()}
    record("receipt.edited", receipt, by=by, organisation=receipt.organisation, internal_to=receipt.organisation, changes=changed)
    return receipt


@transaction.atomic
def add_file(receipt: Receipt, *, upload: Checked, by) -> Annex:
    """One more page, or a better picture; the first one of a receipt is what is looked for when a receipt comes twice."""
    contribution, receipt = _locked_with(receipt)
    require(rules.may_add_file(by, receipt))
    words = {name: getattr(receipt, name) for name in ("amount", "payee", "reference")}
    require(doubts.is_new(contribution, on=receipt.day, sha256=upload.sha256, instead_of=receipt, **words))
    if not receipt.sha256:
        receipt.sha256 = upload.sha256
        _save(receipt, update_fields=["sha256"])
    return annexes.add(receipt, kind=Kind.RECEIPT, upload=upload, internal=True, by=by)


@transaction.atomic
def strike(receipt: Receipt, *, edition, reason: str, by) -> Receipt:
    """It counts no longer; it stays in the list, with the reason. Journal: receipt.struck, internal to the house."""
    _contribution, receipt = _locked_with(receipt)
    require(rules.may_strike(by, receipt))
    require(receipt.is_current(edition))
    if not reason.strip():
        raise Refused(_("Please say why this receipt is struck."))
    receipt.struck_at, receipt.struck_by, receipt.struck_reason = clock.now(), by, reason.strip()
    receipt.edition += 1
    receipt.save(update_fields=["struck_at", "struck_by", "struck_reason", "edition"])
    record(
        "receipt.struck", receipt, by=by, organisation=receipt.organisation, internal_to=receipt.organisation, text=receipt.struck_reason
    )
    return receipt


def _locked_with(receipt: Receipt) -> tuple[Contribution, Receipt]:
    """The grant first, as every verb does, then the receipt as it is now."""
    contribution = locked(receipt.contribution)
    fresh = Receipt.objects.select_related("organisation", "line", "project").get(pk=receipt.pk)
    fresh.contribution = contribution
    return contribution, fresh


def _require_sound(contribution: Contribution, entry: Entry, *, sha256: str, meant, instead_of: Receipt | None = None) -> None:
    amount = money.cents(entry.amount)
    words: dict[str, Any] = {"amount": amount, "payee": " ".join(entry.payee.split()), "reference": entry.reference}
    if not 0 < amount <= money.MOST:
        raise Refused(_("Please check the amount."))
    require(rules.is_plausible_day(contribution, entry.day))
    require(rules.is_open_for(contribution, entry.day))
    _require_belongs(contribution, entry)
    require(doubts.is_new(contribution, on=entry.day, sha256=sha256, instead_of=instead_of, **words))
    require(are_meant(doubts.on_entering(contribution, on=entry.day, instead_of=instead_of, **words), meant))


def _require_belongs(contribution: Contribution, entry: Entry) -> None:
    """One line of this grant's plan, and a project of this partnership."""
    costs = Line.objects.costs().filter(plan__contribution=contribution)
    if entry.line is None and costs.exists():
        raise Refused(_("Please choose the line of the plan this receipt belongs to."))
    if entry.line is not None and not costs.filter(pk=entry.line.pk).exists():
        raise Refused(_("This line belongs to another plan."))
    if entry.project is not None and entry.project.partnership_id != contribution.partnership_id:
        raise Refused(_("This project belongs to another partnership."))


def _save(receipt: Receipt, **how) -> None:
    """What somebody else of the house has entered in the same second, for another grant, only the database sees."""
    try:
        with transaction.atomic():
            receipt.save(**how)
    except IntegrityError as error:
        if "receipt_once" not in str(error):
            raise
        raise Refused(_("This receipt has just been charged by somebody else. Each receipt counts once.")) from error


def fix(contribution: Contribution, *, receipts, through: date) -> None:
    """These go on their way as a proof and do not change any more, nor do their files. The caller holds the grant's lock."""
    moment, rows = clock.now(), list(receipts.values_list("pk", flat=True))
    Receipt.objects.filter(pk__in=rows, fixed_at=None).update(fixed_at=moment)
    Annex.objects.filter(kind=Kind.RECEIPT, subject_id__in=rows, final_at=None).update(edition=1, shared_at=moment, final_at=moment)
    Book.objects.update_or_create(contribution=contribution, defaults={"closed_through": through})


def open_again(contribution: Contribution, *, receipts, through: date | None) -> None:
    """The proof came back: its receipts can be changed again; files that were handed in stay."""
    Receipt.objects.filter(pk__in=receipts.values("pk")).update(fixed_at=None)
    Book.objects.update_or_create(contribution=contribution, defaults={"closed_through": through})


def show(receipts) -> int:
    """The giver may open the pictures of these from now on."""
    return receipts.filter(shown_at=None).update(shown_at=clock.now())
