"""The small tables inside a clause: what columns there are, what may stand in them, and how a value is shown.

A clause keeps them as JSON: {group: [{column: value}]}. Text and choices are strings, numbers and amounts strings with a point
("1234.50"), days ISO strings, yes/no true or false. What is empty is left out: cell, row and group; so equal content is equal JSON,
and the check sum of an edition means something.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from partnerships.base.forms import CONTROL
from partnerships.base.money import MOST
from partnerships.base.templatetags.portal import day, euro, number

MOST_ROWS = 40
LONG = 4  # rows beyond which a table is folded on the page


class BadTable(ValueError):
    """What stands in a table cannot be; the sentence says where and why."""


@dataclass(frozen=True, eq=False)
class Column:
    """`kind`: text, long (text of several lines), number, year, money, date, choice, yes, fixed (always the same, nobody chooses it)."""

    name: str
    label: Any
    kind: str = "text"
    choices: tuple[tuple[str, Any], ...] = ()
    help: Any = ""
    needed: bool = False
    most: int = 200
    unit: Any = ""

    def read(self, value) -> Any:
        """The value as it is kept, or None for nothing; BadTable where it cannot be."""
        if self.kind == "fixed":
            return self.choices[0][0]
        if value is None or value == "":
            return None
        return getattr(self, f"_read_{self.kind}")(value)

    def show(self, value) -> str:
        """As people read it; nothing for nothing."""
        if value is None or value == "":
            return ""
        if self.kind in ("choice", "fixed"):
            return str(dict(self.choices).get(value, value))
        if self.kind == "yes":
            return _("yes") if value else _("no")
        if self.kind == "date":
            return day(date.fromisoformat(value))
        if self.kind == "money":
            return euro(value)
        if self.kind == "number":
            return f"{number(value)} {self.unit}".strip()
        return str(value)

    @property
    def is_number(self) -> bool:
        return self.kind in ("number", "money")

    def _read_text(self, value) -> str | None:
        text = str(value).replace("\r\n", "\n").strip() if isinstance(value, str) else None
        if text is None or len(text) > self.most or CONTROL.search(text):
            raise BadTable(_("“%(column)s” is no text of at most %(most)d characters.") % {"column": self.label, "most": self.most})
        return text or None

    _read_long = _read_text

    def _read_number(self, value) -> str:
        try:
            amount = Decimal(str(value))
        except ArithmeticError:
            amount = Decimal("NaN")
        if isinstance(value, bool) or not amount.is_finite() or not 0 <= amount <= MOST or amount != round(amount, 2):
            raise BadTable(_("“%(column)s” is no number the portal can keep.") % {"column": self.label})
        return f"{amount:.2f}" if self.kind == "money" else f"{amount.normalize() + 0:f}"

    _read_money = _read_number

    def _read_year(self, value) -> str:
        if not str(value).isdecimal() or not 1900 <= int(value) <= 2200:
            raise BadTable(_("“%(column)s” is no year.") % {"column": self.label})
        return str(int(value))

    def _read_date(self, value) -> str:
        try:
            found = date.fromisoformat(str(value))
        except ValueError:
            found = date.min
        if not 1900 <= found.year <= 2200:
            raise BadTable(_("“%(column)s” is no day.") % {"column": self.label})
        return found.isoformat()

    def _read_choice(self, value) -> str:
        if value not in dict(self.choices):
            raise BadTable(_("“%(column)s” is none of the choices.") % {"column": self.label})
        return value

    def _read_yes(self, value) -> bool:
        if not isinstance(value, bool):
            raise BadTable(_("“%(column)s” is neither yes nor no.") % {"column": self.label})
        return value


@dataclass(frozen=True, eq=False)
class Group:
    """One small table of a clause; `single` is a short form with one row of answers."""

    key: str
    title: Any
    columns: tuple[Column, ...]
    help: Any = ""
    single: bool = False

    def read(self, rows) -> list[dict]:
        if not isinstance(rows, list) or len(rows) > (1 if self.single else MOST_ROWS):
            raise BadTable(_("“%(table)s” has too many rows.") % {"table": self.title})
        return [kept for row in rows if (kept := self._read_row(row))]

    def _read_row(self, row) -> dict:
        names = {column.name for column in self.columns}
        if not isinstance(row, dict) or not set(row) <= names:
            raise BadTable(_("“%(table)s” has a column that does not belong to it.") % {"table": self.title})
        kept = {column.name: value for column in self.columns if (value := column.read(row.get(column.name))) is not None}
        answered = [column for column in self.columns if column.name in kept and column.kind != "fixed"]
        missing = [column for column in self.columns if column.needed and column.name not in kept]
        if answered and missing:
            raise BadTable(_("“%(table)s”: please fill in “%(column)s”.") % {"table": self.title, "column": missing[0].label})
        return kept if answered else {}


@dataclass(frozen=True)
class Table:
    """A filled table as people read it: only columns in which something stands."""

    key: str
    title: str
    single: bool
    columns: list[str]
    rows: list[list[str]]
    numbers: list[bool] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        return len(self.rows) > LONG

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """The names of the columns, and whether numbers stand below."""
        return list(zip(self.columns, self.numbers, strict=True))

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Of a single row: label and value."""
        return list(zip(self.columns, self.rows[0], strict=True)) if self.rows else []

    @property
    def cells(self) -> list[list[dict]]:
        """Row by row, each cell with the name of its column."""
        return [
            [
                {"label": label, "text": text, "number": is_number}
                for label, text, is_number in zip(self.columns, row, self.numbers, strict=True)
            ]
            for row in self.rows
        ]


def read(groups: tuple[Group, ...], data) -> dict:
    """The data as they are kept: checked, in order, without what is empty. BadTable says what is wrong."""
    if not isinstance(data, dict) or not set(data) <= {group.key for group in groups}:
        raise BadTable(_("This clause has no such table."))
    return {group.key: rows for group in groups if (rows := group.read(data.get(group.key, [])))}


def table(group: Group, rows: list[dict]) -> Table:
    shown = [column for column in group.columns if any(row.get(column.name) not in (None, "") for row in rows)]
    return Table(
        key=group.key,
        title=str(group.title),
        single=group.single,
        columns=[str(column.label) for column in shown],
        rows=[[column.show(row.get(column.name)) for column in shown] for row in rows],
        numbers=[column.is_number for column in shown],
    )
