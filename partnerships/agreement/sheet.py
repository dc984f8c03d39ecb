"""The whole page of an edition: title and term, clauses with their small tables, promises. One form in the browser, one Wording in the end.

`do` of the pressed button: "save" reads it all; "clause-add", "clause-up-3", "clause-3-rooms-add", "clause-3-rooms-remove-1",
"promise-remove-2", "promise-value-0" … only rearrange what was typed and show it again, without a word of complaint and without
JavaScript.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnerships.agreement import sound, template
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
from partnerships.agreement.wording import GAP, HEAD, NBSP, UNNUMBERED, ClauseText, PromiseText, Wording
from partnerships.base.valuation import VALUED

ROW = re.compile(r"(clause|promise)-(add|up|down|remove|value)(?:-(\d{1,3}))?")
CELLS = re.compile(r"clause-(\d{1,3})-([a-z_]{1,40})-(add|remove)(?:-(\d{1,3}))?")
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

    def __init__(self, clauses: tuple[ClauseText, ...] = (), *, data=None, known: tuple[ClauseText, ...] = ()):
        """`known`: the clauses one may add, with their words."""
        self.data = data
        self.do = data.get("do", "save") if data is not None else ""
        self.rearranges = data is not None and self.do != "save"
        self.focus = ""
        self.known = {clause.key: clause for clause in known}
        rows: list[dict] = []
        if data is None:
            rows = [_row_of(clause, is_open=len(clauses) <= FEW) for clause in clauses]
        elif self.rearranges:
            rows = _typed_clauses(data)
            self.focus = _rearrange(
                self.do, {"clause": rows}, _new_clause(self.known.get(data.get("add_key")) if self.do == "clause-add" else None)
            )
            self.focus = _rearrange_cells(self.do, rows) or self.focus
        bound = data is not None and not self.rearranges
        self.formset = ClauseFormSet(data, prefix="clause") if bound else ClauseFormSet(initial=rows, prefix="clause")
        self.parts = list(self._parts(rows, data if bound else None))

    def is_valid(self) -> bool:
        """Every part is looked at, so that every error shows."""
        return all([self.formset.is_valid(), *(table.rows.is_valid() for part in self.parts for table in part.tables)])

    def words(self) -> tuple[ClauseText, ...]:
        return tuple(part.form.words(part.data()) for part in self.parts if part.form.has_changed())

    def words_so_far(self) -> tuple[ClauseText, ...]:
        return tuple(part.form.words_so_far(part.data_so_far()) for part in self.parts)

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
        self.overtaken, self.meanwhile = False, None
        parties = {str(party.organisation_id): party.organisation for party in agreement.partnership.binding_parties()}
        known = template.every_clause(agreement.partnership)
        if data is None:
            edition = agreement.current()
            words = Wording.of(edition)
            head = words.head | {"renewal_months": words.renewal_months or None, "saves": edition.saves, "edition": agreement.edition}
            self.clauses = Clauses(words.clauses, known=known)
            promises = [_initial(each) for each in words.promises]
        else:
            self.clauses = Clauses(data=data, known=known)
            head = {name: data.get(name, "") for name in form_class.base_fields}
            promises = _typed(data, "promise", PromiseForm.base_fields)
        self.rearranges, self.focus = self.clauses.rearranges, self.clauses.focus
        if data is None or self.rearranges:
            self.focus = (_rearrange(self.clauses.do, {"promise": promises}, {}) if self.rearranges else "") or self.focus
            self.form = form_class(initial=head)
            self.promises = PromiseFormSet(initial=promises, prefix="promise", form_kwargs={"parties": parties})
        else:
            self.form = form_class(data)
            self.promises = PromiseFormSet(data, prefix="promise", form_kwargs={"parties": parties})
        if agreement.amends_id:
            self.form.speak_of_amendment()

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
            return Wording.of(self.agreement.current())
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


def _new_clause(known: ClauseText | None) -> dict:
    """An empty clause of one's own, or a known one with its words."""
    return _row_of(known or ClauseText("", ""), is_open=True)


def _rearrange(do: str, rows: dict[str, list[dict]], new: dict) -> str:
    """Do what the button says to the rows; the name of the row that gets the focus."""
    match = ROW.fullmatch(do)
    if match is None or match[1] not in rows:
        return ""
    prefix, verb, row = match[1], match[2], rows[match[1]]
    at = int(match[3]) if match[3] and int(match[3]) < len(row) else None
    if verb == "add":
        at = len(row) if at is None else at + 1
        row.insert(at, new)
    elif at is None:
        return ""
    elif verb == "remove":
        del row[at]
        at = max(0, min(at, len(row) - 1))
    elif verb == "up" and at > 0:
        row[at - 1], row[at] = row[at], row[at - 1]
        at -= 1
    elif verb == "down" and at < len(row) - 1:
        row[at + 1], row[at] = row[at], row[at + 1]
        at += 1
    return f"{prefix}-{at}"


def _rearrange_cells(do: str, clauses: list[dict]) -> str:
    """Add or remove a row of a small table; the name of the row that gets the focus. Rows left empty vanish on the way."""
    match = CELLS.fullmatch(do)
    tables = clauses[int(match[1])]["tables"] if match and int(match[1]) < len(clauses) else {}
    rows = tables.get(match[2]) if match else None
    chosen: dict | None = None
    if rows is not None:
        at = int(match[4]) if match[4] and int(match[4]) < len(rows) else None
        if match[3] == "add":
            rows.append({})
            chosen = rows[-1]
        elif at is not None:
            del rows[at]
            chosen = rows[min(at, len(rows) - 1)] if rows else None
    for clause in clauses:
        for key, each in clause["tables"].items():
            clause["tables"][key] = [row for row in each if row is chosen or any(row.values())]
    if rows is None:
        return ""
    kept = tables[match[2]]
    place = next((number for number, row in enumerate(kept) if row is chosen), None)
    return f"clause-{int(match[1])}-{match[2]}" + ("" if place is None else f"-{place}")
