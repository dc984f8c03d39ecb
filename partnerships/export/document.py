"""What an exporter hands to the writers: a titled document of tables, whose rows are read one by one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True)
class Sum:
    """What a column adds up to, as a total below it: in XLSX a formula over its rows that comes to the same. `where` names by number the
    columns that have to hold a text, or, with a leading "<>", must not."""

    value: Decimal
    where: tuple[tuple[int, str], ...] = ()


Cell = str | Decimal | int | date | datetime | Sum | None


class Type(StrEnum):
    TEXT = "text"
    MONEY = "money"  # Decimal, EUR
    NUMBER = "number"  # Decimal or int
    DATE = "date"
    MOMENT = "moment"  # aware datetime, shown in Germany's time


@dataclass(frozen=True)
class Column:
    title: str
    type: Type = Type.TEXT
    width: float = 1.0  # share of the page's width in PDF; times 12 characters in XLSX


@dataclass(frozen=True)
class Table:
    """One table. `rows` is called when the work runs; `count` is how many it will give; `totals` are the rows
    below it, where there is a page to read; files of data go without them."""

    key: str
    title: str
    columns: tuple[Column, ...]
    count: int
    rows: Callable[[], Iterator[tuple[Cell, ...]]]
    totals: tuple[tuple[Cell, ...], ...] = ()
    empty: str = ""


@dataclass(frozen=True)
class Document:
    """Title, facts about it (label, value), and its tables."""

    title: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...] = field(default_factory=tuple)
    note: str = ""

    @property
    def total(self) -> int:
        """How many rows there are to write."""
        return sum(table.count for table in self.tables)
