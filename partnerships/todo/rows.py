"""Sources of to-dos that are asked together, in one query, and of which only what is shown is read.

A source says which rows are open, by which facts of a row it is decided whose turn it is, and makes a Todo of a row:

@open_rows(rows=_open, facts=("state", "giver_mine"), shown=("id", "title", "partnership_id"), order=("state_since",))
def contributions(row, me) -> Todo | None: ...

rows    without arguments: a queryset built with ANYBODY, TODAY and NOW (base/prepared.py), annotated with what the rest names
facts   columns or annotations that decide `waiting`: rows alike in all of them wait for the same. The database counts each such group
        and names its first rows; the rule itself is asked in Python and stands nowhere else
order   the most urgent first, within a group
shown   columns the Todo is made of, read for the first rows only: attributes of `row`, as JSON has them
lines   where `shown` names annotations that are no facts: a queryset that has them
`me`    who reads, with the seats in each partnership (seats.py)
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Count, Expression, F, Func, QuerySet, RowRange, TextField, UUIDField, Window
from django.db.models.functions import FirstValue, RowNumber

from partnerships.base.lines import Line
from partnerships.base.prepared import MINE, MOST, PERSON, Prepared
from partnerships.todo.seats import Reader
from partnerships.todo.todo import Todo

ALL = 1_000_000
FOUND = ("pk", "todo_group", "todo_count", "todo_place")


class IfMine(Line):
    """The organisation of the column where the person belongs to it, else nothing."""

    output_field = UUIDField()  # type: ignore[assignment]
    sql = "CASE WHEN {0} = ANY(%s::uuid[]) THEN {0} END"

    def __init__(self, *columns, params=(MINE,), **extra):
        super().__init__(*columns, params=params, **extra)


class MineOf(Line):
    """Those of an array of organisations to which the person belongs."""

    output_field = ArrayField(UUIDField())  # type: ignore[assignment]
    sql = "ARRAY(SELECT one FROM unnest({0}) one WHERE one = ANY(%s::uuid[]) ORDER BY one)"

    def __init__(self, *columns, params=(MINE,), **extra):
        super().__init__(*columns, params=params, **extra)


class AmI(Line):
    """Is it the person whom the column names?"""

    output_field = BooleanField()  # type: ignore[assignment]
    sql = "COALESCE({0} = %s::uuid, FALSE)"

    def __init__(self, *columns, params=(PERSON,), **extra):
        super().__init__(*columns, params=params, **extra)


class AmIAmong(AmI):
    """Is the person among those whom the array names?"""

    sql = "COALESCE(%s::uuid = ANY({0}), FALSE)"


def moment(text: str | None) -> datetime | None:
    """A moment as JSON has it."""
    return datetime.fromisoformat(text) if text else None


def day(text: str | None) -> date | None:
    """A day as JSON has it."""
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=1024)
def key(text: str | None) -> UUID | None:
    """The id of a house as JSON has it: a few, and asked for again and again."""
    return UUID(text) if text else None


class _Found(Expression):
    """A column of the row found, within the query that looks up what is shown of it."""

    output_field = UUIDField()  # type: ignore[assignment]

    def __init__(self, name: str):
        super().__init__()
        self.name = name

    def as_sql(self, compiler, connection):
        return f'found."{self.name}"', []


class _AsArray(Func):
    """Columns as the text of a JSON array."""

    function, template, output_field = "json_build_array", "%(function)s(%(expressions)s)::text", TextField()  # type: ignore[assignment]


@dataclass(eq=False)
class OpenRows:
    """A source; called with a person it tells all of them, by a query of its own."""

    todo: Callable[[Any, Reader], Todo | None]
    rows: Callable[[], QuerySet]
    facts: tuple[str, ...]
    shown: tuple[str, ...]
    order: tuple[str, ...]
    lines: Callable[[], QuerySet] | None = None

    def __post_init__(self) -> None:
        self.beside = [self]

    def also(self, todo: Callable[[Any, Reader], Todo | None]) -> "OpenRows":
        """Another todo that may be made of the same rows: they are read once for both."""
        another = replace(self, todo=todo)
        self.beside.append(another)
        return another

    @cached_property
    def _alone(self) -> "Together":
        return Together([replace(self)])

    @cached_property
    def row(self) -> Callable[[list], Any]:
        """Makes a row of what is shown, with attributes."""
        return NamedTuple("Row", [(name.replace("__", "_"), Any) for name in self.shown])._make  # type: ignore[misc]

    @cached_property
    def worked_out(self) -> list[str]:
        """What is shown and known with the row found: all of a whole source, else facts that are no columns."""
        if self.is_whole:
            return [name for name in self.shown if name != "id"]
        annotations = self.rows().query.annotations
        return [name for name in self.facts if name in self.shown and name in annotations]

    @property
    def is_whole(self) -> bool:
        """Is nothing of another table shown? Then nothing has to be looked up."""
        return self.lines is None and not any("__" in name for name in self.shown)

    def __call__(self, person) -> list[Todo]:
        return [todo for todos, _count in self._alone.groups(Reader(person), ALL) for todo in todos]

    def first_of_each_group(self) -> QuerySet:
        """The id of each, in which group it is (named by its first), how many are in that, and its place there."""
        group, order = [F(name) for name in self.facts], [*self.order, "pk"]

        def seen(what: Func) -> Window:
            """All through the same window, so that the database goes through the rows once."""
            return Window(what, partition_by=group, order_by=order, frame=RowRange())

        rows = self.rows().order_by().annotate(todo_group=seen(FirstValue("pk")), todo_count=seen(Count("*")), todo_place=seen(RowNumber()))
        return rows.filter(todo_place__lte=MOST).values_list(*FOUND, *self.worked_out)

    def line(self) -> QuerySet:
        """What is shown of a row that was found."""
        columns = _AsArray(*(_Found(name) if name in self.worked_out else F(name) for name in self.shown))
        rows = self.lines() if self.lines else self.rows().model._base_manager.all()
        return rows.order_by().filter(pk=_Found("pk")).annotate(todo_line=columns).values_list("todo_line")


def open_rows(*, rows, facts, shown, order, lines=None) -> Callable[[Callable], OpenRows]:
    """Turn a function (row, me) -> Todo or None into a source; it has yet to be registered."""
    return lambda todo: OpenRows(todo, rows, facts, shown, order, lines)


class Together:
    """Several sources as one query."""

    def __init__(self, sources: list[OpenRows]):
        self.sources = sources
        self._query = Prepared(self._sql)

    def _sql(self) -> tuple[str, list]:
        parts, params = [], []
        for number, source in enumerate(self.sources):
            first, some = source.first_of_each_group().query.sql_with_params()
            found = f"({first}) AS found({', '.join([*FOUND, *source.worked_out])})"
            if source.is_whole:
                names = ("pk" if name == "id" else name for name in source.shown)
                line = f"json_build_array({', '.join(f'found.{name}' for name in names)})::text"
                more: tuple = ()
            else:
                lines, more = source.line().query.sql_with_params()
                line, found = "line.todo_line", f"{found} CROSS JOIN LATERAL ({lines}) AS line(todo_line)"
            parts.append(f"SELECT {number}, found.todo_group, found.todo_count, found.todo_place, {line} FROM {found}")  # noqa: S608
            params += [*some, *more]
        return " UNION ALL ".join(parts), params

    def groups(self, me: Reader, most: int) -> list[tuple[Iterator[Todo], int]]:
        """Of each group its first `most` todos, made when they are taken, and how many there are in all."""
        if not self.sources or not me.standing.ids:
            return []
        rows = self._query.rows(me.values | {"most": most})
        lines = json.loads(f"[{','.join(row[-1] for row in rows)}]")  # all at once: each by itself takes twice as long
        found: dict[tuple, tuple[list[tuple[int, list]], int]] = {}
        for (number, group, count, place, _line), line in zip(rows, lines, strict=True):
            found.setdefault((number, group), ([], count))[0].append((place, line))
        return [
            (self._todos(source, sorted(lines, key=itemgetter(0)), me), count)
            for (number, _group), (lines, count) in found.items()
            for source in self.sources[number].beside
        ]

    def _todos(self, source: OpenRows, lines: list[tuple[int, list]], me: Reader) -> Iterator[Todo]:
        for _place, line in lines:
            todo = source.todo(source.row(line), me)
            if todo:
                yield todo
