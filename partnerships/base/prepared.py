"""A query that is written once and planned once: the person's and the day's values come in when it is asked.

The ORM compiles a query anew each time and the database plans it anew, which for a large one takes both longer than the answer. Where a
query has the same shape for everybody, it is built with Params in place of what differs, compiled once in each process and prepared once
in each connection (PREPARE, EXECUTE).
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import reduce
from uuid import UUID

from django.db import connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    Expression,
    IntegerField,
    Prefetch,
    QuerySet,
    UUIDField,
)
from django.db.models.query import get_related_populators
from django.db.transaction import TransactionManagementError
from django.http import Http404
from psycopg import sql

from partnerships.base.lines import Line

FIELDS = {
    "uuid": UUIDField,
    "date": DateField,
    "timestamptz": DateTimeField,
    "int": IntegerField,
    "bigint": BigIntegerField,
    "text": CharField,
    "numeric": DecimalField,
}


class Param(Expression):
    """A value that is not known yet; `shift` is added to it. Usable as an expression, an array behind __in, and among the parameters of a
    Line.
    """

    def __init__(self, name: str, kind: str, *, shift: timedelta | None = None):
        super().__init__(output_field=FIELDS[kind.removesuffix("[]")]())
        self.name, self.kind, self.shift = name, kind, shift

    def as_sql(self, compiler, connection):
        return "SELECT unnest(%s)" if self.kind.endswith("[]") else "%s", [self]

    def of(self, values: dict):
        value = values[self.name]
        return value if self.shift is None else value + self.shift

    def after(self, **span) -> "Param":
        """So much later: TODAY.after(days=30)."""
        return Param(self.name, self.kind, shift=timedelta(**span))


TODAY, NOW = Param("today", "date"), Param("now", "timestamptz")
PERSON, ACTING, MINE = Param("person", "uuid"), Param("acting", "uuid"), Param("mine", "uuid[]")
MOST = Param("most", "int")


class Prepared:
    """`build` makes the SQL and its parameters, Params among them, when they are first asked for."""

    def __init__(self, build: Callable[[], tuple[str, Iterable]]):
        self._build = build
        self._statement: Statement | None = None

    def rows(self, values: dict) -> list[tuple]:
        """Plain tuples, as the driver reads them: no model, no converter, JSON as text."""
        self._statement = self._statement or Statement(*self._build())
        return self._statement.rows(values)


class PreparedRows:
    """`build` makes a queryset of a model, Params in it; rows() are what the queryset itself would give, what it prefetches included."""

    def __init__(self, build: Callable[[], QuerySet]):
        self._build = build
        self._made: _Made | None = None

    def rows(self, values: dict) -> list:
        self._made = self._made or _Made(self._build())
        return self._made.rows(values)

    def first(self, values: dict):
        """The first of them, or None."""
        return next(iter(self.rows(values)), None)

    def one(self, values: dict):
        """The one row that there has to be."""
        found = self.first(values)
        if found is None:
            raise self._made.model.DoesNotExist  # type: ignore[union-attr]  # asked just now
        return found

    def one_or_404(self, values: dict):
        """The one row that a page is about."""
        found = self.first(values)
        if found is None:
            raise Http404
        return found


class _Made:
    """What Django's ModelIterable finds out anew each time a queryset is asked."""

    def __init__(self, queryset: QuerySet):
        compiler = queryset.query.get_compiler(queryset.db)
        self.statement = Statement(*compiler.as_sql())
        self.compiler = compiler
        self.behind = Behind(queryset.model, lambda: queryset._prefetch_related_lookups)
        columns, self.annotations = compiler.klass_info["select_fields"], compiler.annotation_col_map
        self.own = slice(columns[0], columns[-1] + 1)
        self.names = [column[0].target.attname for column in compiler.select[self.own]]
        self.model, self.database = compiler.klass_info["model"], queryset.db
        self.holds = queryset.query.select_for_update
        self.related = get_related_populators(compiler.klass_info, compiler.select, queryset.db)  # type: ignore[call-arg]  # the stubs know a later Django

    def rows(self, values: dict) -> list:
        if self.holds and connection.get_autocommit():
            raise TransactionManagementError("Rows are held until the end of a transaction, and there is none.")
        found = [self._row(row) for row in self.compiler.results_iter([self.statement.rows(values)])]
        self.behind.bring(found)
        return found

    def _row(self, row):
        thing = self.model.from_db(self.database, self.names, row[self.own])
        for each in self.related:
            each.populate(row, thing)
        for name, place in self.annotations.items():
            setattr(thing, name, row[place])
        return thing


FOUND = Param("found", "uuid[]")


class AmongFound(Line):
    """The column names one of those found."""

    conditional = True
    output_field = BooleanField()  # type: ignore[assignment]
    sql = "{0} = ANY(%s::uuid[])"


def those_found(rows: Callable[[], QuerySet]) -> PreparedRows:
    """Of these rows those `found`: what a list shows of the rows on its page, see prepared_page_of()."""
    return PreparedRows(lambda: rows().filter(AmongFound("pk", params=(FOUND,))))


class Behind:
    """What prefetch_related would bring along, prepared as well: the rows that point at those found, or at what these point at."""

    def __init__(self, model, lookups: Callable[[], Iterable[str | Prefetch]]):
        self._model, self._lookups = model, lookups
        self._each: list[_Pointing] | None = None

    def bring(self, things: list) -> None:
        """One query each, none where nothing was found."""
        if self._each is None:
            found = (each if isinstance(each, Prefetch) else Prefetch(each) for each in self._lookups())
            self._each = [_Pointing(self._model, each) for each in found]
        for each in self._each if things else ():
            each.bring(things)


class _Pointing:
    def __init__(self, model, lookup: Prefetch):
        *self.way, self.name = lookup.prefetch_through.split("__")
        self.to_attr = lookup.to_attr
        for step in self.way:
            model = model._meta.get_field(step).related_model
        self.field = model._meta.get_field(self.name).field
        rows = lookup.queryset if lookup.queryset is not None else self.field.model._default_manager.all()
        self._rows = PreparedRows(lambda: rows.filter(AmongFound(self.field.name, params=(FOUND,))))

    def bring(self, things: list) -> None:
        owners: dict[UUID, list] = {}
        for thing in things:
            owner = reduce(getattr, self.way, thing)
            owners.setdefault(owner.pk, []).append(owner)
        pointing: dict[UUID, list] = {pk: [] for pk in owners}
        for row in self._rows.rows({"found": list(owners)}):
            key = getattr(row, self.field.attname)
            self.field.set_cached_value(row, owners[key][0])
            pointing[key].append(row)
        for pk, same in owners.items():
            for owner in same:
                self._give(owner, pointing[pk])

    def _give(self, owner, rows: list) -> None:
        if self.to_attr:
            setattr(owner, self.to_attr, rows)
            return
        known = getattr(owner, self.name).all()
        known._result_cache, known._prefetch_done = rows, True
        owner.__dict__.setdefault("_prefetched_objects_cache", {})[self.name] = known


class Statement:
    def __init__(self, text: str, params: Iterable):
        numbers: dict[tuple, int] = {}
        self.params: list[Param] = []
        places = []
        for param in params:
            if not isinstance(param, Param):
                places.append(_literal(param))
                continue
            number = numbers.setdefault((param.name, param.shift), len(numbers) + 1)
            if number > len(self.params):
                self.params.append(param)
            places.append(f"${number}")
        kinds = ", ".join(param.kind for param in self.params)
        body = text % tuple(places)
        self.name = f"ready_{hashlib.sha256(body.encode()).hexdigest()[:16]}"
        self.prepare = f"PREPARE {self.name} ({kinds}) AS {body}"
        self.execute = f"EXECUTE {self.name} ({', '.join(f'%s::{param.kind}' for param in self.params)})"

    def rows(self, values: dict) -> list[tuple]:
        with connection.cursor() as cursor:
            known = _statements_of(connection)
            if self.name not in known:
                connection.connection.execute(self.prepare)  # once in a connection, whoever asks first: no cost of the page
                known.add(self.name)
            # pghistory sends along who changes things, as a statement of its own, except where a cursor has a name: that one only reads
            cursor.name = self.name
            cursor.execute(self.execute, [_sent(param.of(values)) for param in self.params])
            return cursor.fetchall()


def _sent(value):
    """Many ids are written more quickly here than one by one in the driver."""
    return f"{{{','.join(map(str, value))}}}" if isinstance(value, list) and value and isinstance(value[0], UUID) else value


def _literal(value) -> str:
    """A value that is the same for everybody, as the text of the query has it."""
    if isinstance(value, date | UUID):  # of one day or one person: it would stay for everybody
        raise TypeError(f"{value!r} stands in a prepared query")
    return sql.Literal(value).as_string(connection.connection)


def _statements_of(connection) -> set[str]:
    """What this connection to the database has prepared; a new one begins with nothing."""
    driver = connection.connection
    if getattr(connection, "_ready", (None, None))[0] is not driver:
        connection._ready = driver, set()
    return connection._ready[1]
