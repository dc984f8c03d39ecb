"""The whole page of an edition: title and term, clauses with their small tables, promises. One form in the browser, one Wording in the end.

`do` of the pressed button: "save" reads it all; "clause-add", "clause-up-3", "clause-3-rooms-add", "clause-3-rooms-remove-1",
"promise-remove-2", "promise-value-0" … only rearrange what was typed and show it again, without a word of complaint and without
JavaScript.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnerships.agreement import sound, template
from partnerships.agreement.compare import Comparison, compare, promise_in_words
from partnerships.agreement.overtaken import Row, catch_up, row_of
from partnerships.agreement.rearrange import rearrange, rearrange_cells
from partnerships.agreement.rows import (
    KEY,
    ClauseForm,
    ClauseFormSet,
    PromiseForm,
    PromiseFormSet,
    TableRows,
    day_or_none,
    initial_of,
    table_form,
    table_formset,
)
from partnerships.agreement.schemas import groups_of
from partnerships.agreement.structure import MOST_ROWS, Group
from partnerships.agreement.wording import GAP, HEAD, NBSP, UNNUMBERED, ClauseText, PromiseText, Wording, numbered
from partnerships.base.meanwhile import News
from partnerships.base.valuation import VALUED

FEW = 4  # so many clauses are shown unfolded


@cache
def empty_row(group: Group, language: str) -> str:
    """A row to be copied by the script, which puts the names in; rendered once, because a page has dozens of them."""
    formset = table_formset(group)(prefix="__table__")
    context = {"group": group, "prefix": "__table__", "number": "__prefix__", "row": formset.empty_form, "part": None}
    return render_to_string("partnerships/agreement/table_row.html", context)


@dataclass
class TablePart:
    """A small table of a clause on the page."""

    group: Group
    rows: TableRows
    focus: str = ""

    @property
    def empty(self) -> str:
        return empty_row(self.group, get_language() or "")

    @property
    def shown(self) -> int:
        """How many rows hold something."""
        return sum(bool(row.words_so_far()) for row in self.rows)

    @property
    def errors(self) -> int:
        return self.rows.total_error_count() if self.rows.is_bound else 0

    @property
    def is_open(self) -> bool:
        prefix = str(self.rows.prefix)
        return self.errors > 0 or self.focus == prefix or self.focus.startswith(f"{prefix}-")


@dataclass
class ClausePart:
    """A clause on the page: its number, its words, its tables, and whether it is unfolded."""

    form: ClauseForm
    at: int
    label: str
    last: bool
    tables: list[TablePart] = field(default_factory=list)
    was_open: bool = False
    focus: str = ""

    @property
    def name(self) -> str:
        return f"clause-{self.at}"

    @property
    def anchor(self) -> str:
        """Where a hint on this clause leads."""
        key = str(self.form["key"].value() or "")
        return f"part-{key}" if KEY.regex.fullmatch(key) else ""

    @property
    def gaps(self) -> int:
        return len(GAP.findall("".join(str(self.form[name].value() or "") for name in ("title", "body"))))

    @property
    def entries(self) -> int:
        return sum(table.shown for table in self.tables)

    @property
    def errors(self) -> int:
        if not self.form.is_bound:
            return 0
        return len(self.form.errors) + sum(table.errors for table in self.tables)

    @property
    def is_open(self) -> bool:
        return self.was_open or self.errors > 0 or self.focus == self.name or any(table.is_open for table in self.tables)

    def data(self) -> dict:
        return {table.group.key: table.rows.words() for table in self.tables}

    def data_so_far(self) -> dict:
        return {table.group.key: [row.words_so_far() for row in table.rows] for table in self.tables}


class Clauses:
    """The clauses of a text: an edition's, or those of a template."""

    def __init__(self, now: Callable[[], tuple[ClauseText, ...]], *, data=None, known: tuple[ClauseText, ...] = ()):
        """`now`: as they are kept; `known`: the clauses one may add, with their words."""
        self._read = now
        self.data = data
        self.do = data.get("do", "save") if data is not None else ""
        self.rearranges = data is not None and self.do != "save"
        self.focus = ""
        self.known = {clause.key: clause for clause in known}
        rows: list[dict] = []
        if data is None:
            rows = [_row_of(clause, is_open=len(self.now) <= FEW) for clause in self.now]
        elif self.rearranges:
            rows = _typed_clauses(data)
            new = self.known.get(data.get("add_key")) if self.do == "clause-add" else None
            self.focus = rearrange(self.do, {"clause": rows}, _row_of(new or ClauseText("", ""), is_open=True))
            self.focus = rearrange_cells(self.do, rows) or self.focus
        if data is None or self.rearranges:
            self._show(rows)
        else:
            self.formset = ClauseFormSet(data, prefix="clause")
            self.parts = list(self._parts([], data))

    def _show(self, rows: list[dict]) -> None:
        self.formset = ClauseFormSet(initial=rows, prefix="clause")
        self.parts = list(self._parts(rows, None))

    def is_valid(self) -> bool:
        """Every part is looked at, so that every error shows."""
        return all([self.formset.is_valid(), *(table.rows.is_valid() for part in self.parts for table in part.tables)])

    def words(self) -> tuple[ClauseText, ...]:
        return tuple(part.form.words(part.data()) for part in self.parts if part.form.has_changed())

    def words_so_far(self) -> tuple[ClauseText, ...]:
        return tuple(part.form.words_so_far(part.data_so_far()) for part in self.parts)

    @cached_property
    def now(self) -> tuple[ClauseText, ...]:
        return self._read()

    def digests(self) -> dict[str, str]:
        return {row.key: row.digest for row in self.kept()}

    def says_the_same(self) -> bool:
        return [(row.key, row.digest) for row in self.typed()] == [(row.key, row.digest) for row in self.kept()]

    def catch_up(self, saw: dict[str, str]) -> list[News]:
        """Take over what somebody else has written where nothing was typed; what is new."""
        self.rows, news = catch_up(saw, now=self.kept(), mine=self.typed())
        self._show([row.shown for row in self.rows])
        return news

    def kept(self) -> list[Row]:
        return [
            row_of("clause", clause, _row_of(clause, is_open=False), name=f"{label} {clause.title}".strip(), text=clause.body)
            for label, clause in numbered(self.now)
        ]

    def typed(self) -> list[Row]:
        """As they were sent; a row left empty is none."""
        rows = []
        for part, shown in zip(self.parts, _typed_clauses(self.data), strict=False):
            if not part.form.has_changed():
                continue
            name = " ".join(filter(None, [part.label, str(part.form["title"].value() or "")]))
            if part.form.is_valid() and all(table.rows.is_valid() for table in part.tables):
                rows.append(row_of("clause", part.form.words(part.data()), shown, name=name))
            else:
                rows.append(Row(f"clause-{shown['key']}" if shown["key"] else "", shown, None, name=name))
        return rows

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The known clauses this text does not have yet."""
        taken = {part.form["key"].value() for part in self.parts}
        return [(key, clause.title) for key, clause in self.known.items() if key not in taken]

    def problems(self) -> Iterator[tuple[str, str]]:
        """Each error with the id of the place where it can be put right."""
        for error in self.formset.non_form_errors() if self.formset.is_bound else ():
            yield "clauses", str(error)
        for part in self.parts:
            place = " ".join(filter(None, [part.label, str(part.form["title"].value() or "")]))
            yield from problems_of(part.form, place)
            for table in part.tables:
                for error in table.rows.non_form_errors() if table.rows.is_bound else ():
                    yield f"{part.name}-{table.group.key}", f"{place} – {table.group.title}: {error}"
                for row in table.rows:
                    yield from problems_of(row, f"{place} – {table.group.title}")

    def _parts(self, rows: list[dict], data) -> Iterator[ClausePart]:
        number, last = 0, len(self.formset.forms) - 1
        for at, form in enumerate(self.formset):
            key = str(form["key"].value() or "")
            number += key not in UNNUMBERED
            row = rows[at] if data is None else {}
            tables = [TablePart(group, _table_rows(f"clause-{at}-{group.key}", group, row, data), self.focus) for group in groups_of(key)]
            was_open = row.get("open", False) if data is None else data.get(f"clause-{at}-open") == "1"
            label = "" if key in UNNUMBERED else f"§{NBSP}{number}"
            yield ClausePart(form, at, label, at == last, tables, was_open, self.focus)


def problems_of(form, place: str) -> Iterator[tuple[str, str]]:
    for name, errors in form.errors.items() if form.is_bound else ():
        shown = form[name] if name in form.fields else None
        for error in errors:
            if shown is None or shown.is_hidden:
                yield "", f"{place}: {error}"
            else:
                yield shown.id_for_label, f"{place} – {shown.label}: {error}"


class Sheet:
    """The page of a draft or a counter-proposal."""

    def __init__(self, form_class, *, agreement, data=None):
        self.agreement = agreement
        self.data = data
        self.differs: Comparison | None = None
        self.parties = {str(party.organisation_id): party.organisation for party in agreement.partnership.binding_parties()}
        self.clauses = Clauses(lambda: self.now.clauses, data=data, known=template.every_clause(agreement.partnership))
        self.rearranges, self.focus = self.clauses.rearranges, self.clauses.focus
        if self.rearranges:
            head = {name: data.get(name, "") for name in form_class.base_fields}
            promises = _typed(data, "promise", PromiseForm.base_fields)
            self.focus = rearrange(self.clauses.do, {"promise": promises}, {}) or self.focus
        else:
            head = self.now.head | {"renewal_months": self.now.renewal_months or None}
            head |= {"saves": agreement.current().saves, "edition": agreement.edition}
            promises = [_initial(each) for each in self.now.promises]
        bound = data is not None and not self.rearranges
        self.form = form_class(data if bound else None, initial=head, rest=self)
        if bound:
            self.promises = PromiseFormSet(data, prefix="promise", form_kwargs={"parties": self.parties})
        else:
            self._show(promises)
        if agreement.amends_id:
            self.form.speak_of_amendment()

    def _show(self, promises: list[dict]) -> None:
        self.promises = PromiseFormSet(initial=promises, prefix="promise", form_kwargs={"parties": self.parties})

    @cached_property
    def now(self) -> Wording:
        """As it is kept."""
        return Wording.of(self.agreement.current())

    def digests(self) -> dict[str, str]:
        return self.clauses.digests() | {row.key: row.digest for row in self._promises_kept()}

    def says_the_same(self) -> bool:
        same = [(row.key, row.digest) for row in self._promises_typed()] == [(row.key, row.digest) for row in self._promises_kept()]
        return same and self.clauses.says_the_same()

    def catch_up(self, saw: dict[str, str]) -> list[News]:
        """Take over what somebody else has written where nothing was typed; what is new, and what still differs."""
        news = self.clauses.catch_up(saw)
        rows, more = catch_up(saw, now=self._promises_kept(), mine=self._promises_typed())
        self._show([row.shown for row in rows])
        words = [tuple(row.words for row in each) for each in (self.clauses.rows, rows)]
        if None not in (*words[0], *words[1]):
            self.differs = compare(self.now, replace(self.now, clauses=words[0], promises=words[1]))
        return news + more

    def _promises_kept(self) -> list[Row]:
        return [row_of("promise", each, _initial(each), name=each.title, text=promise_in_words(each)) for each in self.now.promises]

    def _promises_typed(self) -> list[Row]:
        rows = []
        for form, shown in zip(self.promises, _typed(self.data, "promise", PromiseForm.base_fields), strict=False):
            if form.has_changed() and form.is_valid():
                rows.append(row_of("promise", form.words(), shown, name=shown["title"]))
            elif form.has_changed():
                rows.append(Row(f"promise-{shown['key']}" if shown["key"] else "", shown, None, name=shown["title"]))
        return rows

    def is_valid(self) -> bool:
        if self.data is None or self.rearranges:
            return False
        parts = [part.is_valid() for part in (self.form, self.clauses, self.promises)]  # every part, so that every error shows
        return all(parts)

    @property
    def has_errors(self) -> bool:
        return self.form.is_bound and not self.is_valid()

    @property
    def problems(self) -> list[tuple[str, str]]:
        """All that is wrong, each with the id of its place."""
        found = [("", str(error)) for error in self.form.non_field_errors()]
        found += [each for each in problems_of(self.form, _("Title and term")) if each[0]]
        found += [
            ("", str(error))
            for name in self.form.errors
            if name in self.form.fields and self.form[name].is_hidden
            for error in self.form.errors[name]
        ]
        found += self.clauses.problems()
        found += [("promises", str(error)) for error in self.promises.non_form_errors()]
        for number, row in enumerate(self.promises, start=1):
            found += problems_of(row, _("Promise %(number)d") % {"number": number})
        return found

    def words(self) -> Wording:
        head = {name: self.form.cleaned_data[name] for name in HEAD}
        return Wording(**head, clauses=self.clauses.words(), promises=tuple(form.words() for form in self.promises.filled()))

    @property
    def promise_rows(self) -> list[dict]:
        """The promises; folded where there are many and nothing is wrong."""
        rows = []
        for at, form in enumerate(self.promises):
            focus = self.focus == f"promise-{at}"
            was_open = len(self.promises.forms) <= 2 if self.data is None else self.data.get(f"promise-{at}-open") == "1"
            rows.append({"form": form, "at": at, "focus": focus, "open": focus or was_open or bool(form.is_bound and form.errors)})
        return rows

    def words_so_far(self) -> Wording:
        """What stands on the page now, checked or not: enough for hints."""
        if self.data is None:
            return self.now
        head = {name: day_or_none(self.form[name].value()) for name in ("starts_on", "ends_on")}
        promises = tuple(form.words_so_far() for form in self.promises)
        return Wording("", notice_months=0, clauses=self.clauses.words_so_far(), promises=promises, **head)


def _initial(promise: PromiseText) -> dict:
    """What a row shows of a promise: its calculated value stands below, not in the field."""
    values = vars(promise) | {"giver": str(promise.giver.pk), "receiver": str(promise.receiver.pk)}
    return values | {"amount": None} if promise.kind in VALUED else values


def _row_of(clause: ClauseText, *, is_open: bool) -> dict:
    gaps = GAP.search(clause.title + clause.body)
    return {"key": clause.key, "title": clause.title, "body": clause.body, "tables": clause.data, "open": is_open or bool(gaps)}


def _table_rows(prefix: str, group: Group, row: dict, data) -> TableRows:
    """Rows as they were sent, or as they are kept, or as they were typed before a button was pressed."""
    if data is not None:
        return table_formset(group)(
            data if f"{prefix}-TOTAL_FORMS" in data else {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}, prefix=prefix
        )
    kept = row.get("tables", {}).get(group.key, [])
    initial = kept if row.get("typed") else [initial_of(group, each) for each in kept]
    if group.single and not initial:
        initial = [{}]
    return table_formset(group)(initial=initial, prefix=prefix)


def _count(data, prefix: str, most: int) -> int:
    try:
        return max(0, min(int(data.get(f"{prefix}-TOTAL_FORMS", 0)), most))
    except ValueError:
        return 0


def _typed(data, prefix: str, names, most: int = sound.MOST_CLAUSES + 10) -> list[dict]:
    """The rows of a formset as they were typed, unchecked."""
    return [{name: data.get(f"{prefix}-{number}-{name}", "") for name in names} for number in range(_count(data, prefix, most))]


def _typed_clauses(data) -> list[dict]:
    rows: list[dict[str, Any]] = _typed(data, "clause", ClauseForm.base_fields)
    for at, row in enumerate(rows):
        row["open"] = data.get(f"clause-{at}-open") == "1"
        row["typed"] = True
        row["tables"] = {
            group.key: _typed(data, f"clause-{at}-{group.key}", table_form(group).base_fields, MOST_ROWS + 10)
            for group in groups_of(str(row["key"]))
        }
    return rows
