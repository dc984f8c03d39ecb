"""The words of an edition as one value, apart from its rows: a form gives it, an action writes it, a comparison compares it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from partnerships.agreement.edition import TERM, worth
from partnerships.agreement.schemas import read_data
from partnerships.agreement.term import NoticeForm, NoticeTo, Renewal, Term
from partnerships.base.valuation import VALUED, Kind

GAP = re.compile(r"\{[^{}\n]{1,80}\}")
HEAD = ("title", *TERM)
UNNUMBERED = frozenset({"parties", "preamble"})


def new_key() -> str:
    """A name for a clause or promise of one's own, kept through all editions."""
    return f"own-{uuid4().hex[:12]}"


@dataclass(frozen=True)
class ClauseText:
    """`data` holds its tables, as structure.py says for its key."""

    title: str
    body: str
    key: str = ""
    data: dict = field(default_factory=dict)


@dataclass(frozen=True)
class PromiseText:
    """`giver` and `receiver` are organisations; `amount` is what one payment, month or period is worth."""

    giver: Any
    receiver: Any
    kind: str
    title: str
    starts_on: date
    ends_on: date
    amount: Decimal | None = None
    quantity: Decimal | None = None
    rate: Decimal | None = None
    rate_source: str = ""
    money_type: str = ""
    per: str = "once"
    key: str = ""


@dataclass(frozen=True)
class Wording:
    title: str
    starts_on: date | None
    ends_on: date | None
    notice_months: int
    clauses: tuple[ClauseText, ...] = ()
    promises: tuple[PromiseText, ...] = ()
    notice_to: str = NoticeTo.YEAR
    notice_form: str = NoticeForm.TEXT
    renewal: str = Renewal.NONE
    renewal_months: int = 0

    @property
    def head(self) -> dict:
        """Title and term: what is no clause and no promise."""
        return {name: getattr(self, name) for name in HEAD}

    @property
    def term(self) -> Term:
        return Term(**{each.name: getattr(self, each.name) for each in fields(Term)})

    def says(self) -> tuple:
        """What two texts are compared by: a calculated value is the same whether or not it was typed."""
        clauses = tuple(replace(clause, data=read_data(clause.key, clause.data)) for clause in self.clauses)
        return replace(self, clauses=clauses, promises=()), [values_of(promise) for promise in self.promises]

    @classmethod
    def of(cls, edition) -> "Wording":
        """The words of an edition that was read with its clauses and promises."""
        return cls(
            **{name: getattr(edition, name) for name in HEAD},
            clauses=tuple(ClauseText(**each.content()) for each in edition.clauses.all()),
            promises=tuple(
                PromiseText(**{name.name: getattr(each, name.name) for name in fields(PromiseText)}) for each in edition.promises.all()
            ),
        )


def values_of(promise: PromiseText) -> dict[str, Any]:
    """The columns of a promise: only what belongs to its kind."""
    values = {each.name: getattr(promise, each.name) for each in fields(PromiseText)}
    values["amount"] = worth(promise.kind, amount=promise.amount, quantity=promise.quantity, rate=promise.rate)
    if promise.kind not in VALUED:
        values |= {"quantity": None, "rate": None, "rate_source": ""}
    if promise.kind != Kind.MONEY:
        values["money_type"] = ""
    return values


NBSP = "\N{NO-BREAK SPACE}"


def numbered(clauses) -> list[tuple[str, Any]]:
    """Each clause with its number as a contract writes it: parties and preamble have none, then § 1, § 2 …"""
    result, number = [], 0
    for clause in clauses:
        if clause.key in UNNUMBERED:
            result.append(("", clause))
        else:
            number += 1
            result.append((f"§{NBSP}{number}", clause))
    return result


def gaps(clauses) -> list[tuple[str, list[str]]]:
    """Where something in {braces} is still to be filled in: the clause as a contract names it, and what is missing there."""
    found = (
        (" ".join(filter(None, [label, clause.title])), GAP.findall(f"{clause.title}\n{clause.body}"))
        for label, clause in numbered(clauses)
    )
    return [(place, missing) for place, missing in found if missing]


def with_keys(clauses) -> Iterator[ClauseText]:
    """Each with a key of its own and its tables in their last form; tables belong to a key and go with it."""
    keys = Keys()
    for clause in clauses:
        key = keys.take(clause.key)
        yield replace(clause, key=key, data=read_data(key, clause.data) if key == clause.key else {})


class Keys:
    """Each key once; what has none, or a second time the same, gets a new one."""

    def __init__(self):
        self.taken: set[str] = set()

    def take(self, key: str) -> str:
        if not key or key in self.taken:
            key = new_key()
        self.taken.add(key)
        return key
