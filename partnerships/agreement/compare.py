"""Two editions side by side, readable: word by word in the clauses, value by value in term and promises."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.utils.translation import gettext_lazy as _

from partnerships.agreement.compare_tables import TableChange, ValueChange, compare_tables
from partnerships.agreement.edition import Promise
from partnerships.agreement.term import NoticeForm, NoticeTo, Renewal
from partnerships.agreement.wording import PromiseText, Wording, numbered
from partnerships.base.templatetags.portal import day, euro, number
from partnerships.base.valuation import VALUED, Kind, MoneyType

SAME, GONE, NEW = "same", "del", "ins"
WORDS = re.compile(r"\S+\s*|\s+")
SENTENCES = re.compile(r"[^.\n]*(?:[.\n]+\s*|$)")
MANY_WORDS = 2000


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, went or came."""

    op: str
    text: str


@dataclass(frozen=True)
class ClauseChange:
    status: str  # "same" | "changed" | "added" | "removed"
    number: str
    title: list[Piece]
    body: list[Piece]
    moved: bool = False
    tables: list[TableChange] = field(default_factory=list)
    key: str = ""


@dataclass(frozen=True)
class PromiseChange:
    status: str
    title: str
    values: list[ValueChange]
    key: str = ""


@dataclass(frozen=True)
class Comparison:
    term: list[ValueChange]
    clauses: list[ClauseChange]
    promises: list[PromiseChange]

    @property
    def blocks(self) -> list[list[ClauseChange]]:
        """The clauses in order: what changed one by one, what stayed as it was together with its neighbours."""
        found: list[list[ClauseChange]] = []
        for change in self.clauses:
            stayed = change.status == SAME and not change.moved
            if found and stayed and found[-1][-1].status == SAME and not found[-1][-1].moved:
                found[-1].append(change)
            else:
                found.append([change])
        return found

    @property
    def changed_clauses(self) -> int:
        return sum(change.status != SAME or change.moved for change in self.clauses)

    @property
    def changed_promises(self) -> int:
        return sum(change.status != SAME for change in self.promises)

    @property
    def same_promises(self) -> list[str]:
        return [change.title for change in self.promises if change.status == SAME]

    @property
    def is_empty(self) -> bool:
        return not (self.term or self.changed_clauses or self.changed_promises)


def compare(old: Wording, new: Wording) -> Comparison:
    return Comparison(_term(old, new), _clauses(old, new), _promises(old, new))


def pieces(old: str, new: str) -> list[Piece]:
    """What stayed, went and came, by words; long texts by sentences."""
    if old == new:
        return [Piece(SAME, new)] if new else []
    pattern = SENTENCES if max(len(WORDS.findall(old)), len(WORDS.findall(new))) > MANY_WORDS else WORDS
    before, after = (list(filter(None, pattern.findall(text))) for text in (old, new))
    found = []
    matcher = SequenceMatcher(None, list(map(_seen, before)), list(map(_seen, after)), autojunk=False)
    for op, start, end, other_start, other_end in matcher.get_opcodes():
        if op == "equal":
            same = zip(before[start:end], after[other_start:other_end], strict=True)
            found.append(Piece(SAME, "".join(max(pair, key=len) for pair in same)))
            continue
        if end > start:
            found.append(Piece(GONE, "".join(before[start:end])))
        if other_end > other_start:
            found.append(Piece(NEW, "".join(after[other_start:other_end])))
    return found


def _seen(word: str) -> str:
    """The last word of a text is followed by no space: that makes it no other word."""
    return word.rstrip(" ")


def _term(old: Wording, new: Wording) -> list[ValueChange]:
    rows = (
        (_("Title"), old.title, new.title),
        (_("From"), day(old.starts_on), day(new.starts_on)),
        (_("To"), day(old.ends_on), day(new.ends_on)),
        (_("Notice period in months"), str(old.notice_months), str(new.notice_months)),
        (_("Notice to"), str(NoticeTo(old.notice_to).label), str(NoticeTo(new.notice_to).label)),
        (_("Form of notice"), str(NoticeForm(old.notice_form).label), str(NoticeForm(new.notice_form).label)),
        (_("Renewal"), str(Renewal(old.renewal).label), str(Renewal(new.renewal).label)),
        (_("Renewed by how many months"), str(old.renewal_months or ""), str(new.renewal_months or "")),
    )
    return [ValueChange(str(label), before, after) for label, before, after in rows if before != after]


def _clauses(old: Wording, new: Wording) -> list[ClauseChange]:
    """In the order of the new edition; what was removed stands where it stood."""
    before = {clause.key: clause for clause in old.clauses}
    kept = {clause.key for clause in new.clauses}
    stayed = _in_order(
        [clause.key for clause in old.clauses if clause.key in kept], [clause.key for clause in new.clauses if clause.key in before]
    )
    gone = _removed_after(old, kept)
    changes = [_removed(clause) for clause in gone.get("", [])]
    for label, clause in numbered(new.clauses):
        former = before.get(clause.key)
        if former is None:
            tables = compare_tables(clause.key, {}, clause.data)
            changes.append(ClauseChange("added", label, _all(NEW, clause.title), _all(NEW, clause.body), tables=tables, key=clause.key))
        else:
            tables = compare_tables(clause.key, former.data, clause.data)
            same = (former.title, former.body) == (clause.title, clause.body) and not tables
            title, body = pieces(former.title, clause.title), pieces(former.body, clause.body)
            changes.append(ClauseChange(SAME if same else "changed", label, title, body, clause.key not in stayed, tables, clause.key))
        changes += [_removed(removed) for removed in gone.get(clause.key, [])]
    return changes


def _removed(clause) -> ClauseChange:
    return ClauseChange(
        "removed", "", _all(GONE, clause.title), _all(GONE, clause.body), tables=compare_tables(clause.key, clause.data, {}), key=clause.key
    )


def _all(op: str, text: str) -> list[Piece]:
    return [Piece(op, text)] if text else []


def _removed_after(old: Wording, kept: set[str]) -> dict[str, list]:
    """Removed clauses by the key of the kept clause before them."""
    found, last = {}, ""
    for clause in old.clauses:
        if clause.key in kept:
            last = clause.key
        else:
            found.setdefault(last, []).append(clause)
    return found


def _in_order(before: list[str], after: list[str]) -> set[str]:
    """Those that kept their order; the others were moved."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return {key for block in matcher.get_matching_blocks() for key in after[block.b : block.b + block.size]}


def _promises(old: Wording, new: Wording) -> list[PromiseChange]:
    before = {promise.key: promise for promise in old.promises}
    after = {promise.key: promise for promise in new.promises}
    changes = []
    for promise in new.promises:
        former = before.get(promise.key)
        rows = _values(former, promise)
        status = "added" if former is None else "changed" if rows else SAME
        changes.append(PromiseChange(status, promise.title, rows, promise.key))
    return changes + [PromiseChange("removed", each.title, _values(each, None), each.key) for each in old.promises if each.key not in after]


LABELS = {
    "title": _("In words"),
    "giver": _("Who gives"),
    "receiver": _("Who receives"),
    "kind": _("What"),
    "money_type": _("Kind of money"),
    "quantity": _("Quantity"),
    "rate": _("Rate in €"),
    "rate_source": _("Source of the rate"),
    "amount": _("Amount or value"),
    "per": _("How often"),
    "starts_on": _("From"),
    "ends_on": _("To"),
}


def _values(old: PromiseText | None, new: PromiseText | None) -> list[ValueChange]:
    rows = []
    for name, label in LABELS.items():
        before, after = _shown(old, name), _shown(new, name)
        if before != after:
            rows.append(ValueChange(str(label), before, after))
    return rows


def promise_in_words(promise: PromiseText) -> str:
    """All of it in one line."""
    return "; ".join(f"{value.label}: {value.new}" for value in _values(None, promise))


def _shown(promise: PromiseText | None, name: str) -> str:
    if promise is None:
        return ""
    value = getattr(promise, name)
    if value in (None, ""):
        return ""
    labels = {"kind": Kind, "money_type": MoneyType, "per": Promise.Per}
    if name in labels:
        return str(labels[name](value).label)
    if name in {"starts_on", "ends_on"}:
        return day(value)
    if name == "quantity":
        return number(value) if promise.kind in VALUED else ""
    return euro(value) if name in {"rate", "amount"} else str(value)
