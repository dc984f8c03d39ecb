"""The ledger as a file: sums, what is granted and what came, as PDF, XLSX, CSV; what is granted in money as 360Giving JSON."""

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.valuation import Kind
from partnerships.base.verdict import YES, Verdict, no
from partnerships.export.cells import as_text
from partnerships.export.document import Column, Document, Sum, Table, Type
from partnerships.export.models import Export
from partnerships.export.registry import Origin, Report, Work, register
from partnerships.partnership.models import Partnership
from projects.ledger import book, threesixty
from projects.ledger.book import STAGES, Total
from projects.ledger.page import direction_label, stage_label
from projects.ledger.rows import Number, rows_of
from projects.ledger.scopes import KINDS, Scope

CHUNK = 2000
JSON = Export.Format.JSON


class LedgerExport(Report):
    kind: ClassVar[str] = "ledger"

    def may_read(self, person, export: Export) -> Verdict:
        """Whoever may open the page may have the file; of several partnerships only who asked, in no more than are theirs now."""
        key, pk = export.params["scope"], export.params["pk"]
        if key and not KINDS[key].door(person).filter(pk=pk).exists():
            return no(_("You no longer see this ledger."))
        told = set(export.params["partnerships"])
        if not export.partnership_id and told - set(map(str, Partnership.objects.worked_on_by(person).values_list("pk", flat=True))):
            return no(_("You no longer take part in all of these partnerships. Please have the file built again."))
        return YES

    def origin(self, export: Export) -> Origin:
        query = urlencode({name: value for name, value in self._query(export).items() if value})
        return Origin(_("Give and take"), f"{reverse('ledger_rows')}?{query}", f"{reverse('ledger_export')}?{query}")

    def _query(self, export: Export) -> dict:
        params = export.params
        return ({params["scope"]: params["pk"]} if params["scope"] else {}) | {"year": params["year"]}

    def _content(self, export: Export):
        """The scope and its contributions, as the person may see them at this moment."""
        params = export.params
        scope = Scope.named(params["scope"], params["pk"], export.person) if params["scope"] else Scope()
        return scope, scope.contributions(export.person)

    def work(self, export: Export) -> Work:
        if export.format != JSON:
            return super().work(export)
        scope, contributions = self._content(export)
        grants = threesixty.grants_of(contributions, export.params["year"])
        title = str(scope) or str(export.organisation)
        return Work(grants.count(), JSON, lambda path, tick: threesixty.write(grants, path, tick, title=title))

    def document(self, export: Export) -> Document:
        scope, contributions = self._content(export)
        year = export.params["year"]
        return Document(
            title=_("Give and take: %(what)s") % {"what": str(scope) or _("all partnerships")},
            facts=(
                (_("Year"), str(year or _("All years"))),
                (_("Built"), f"{as_text(clock.now(), Type.MOMENT)}, {export.person}"),
            ),
            tables=tables(contributions, year),
            note=_("Rooms, time and goods are valued for transparency only. The values are calculated and no donation receipt."),
        )


def tables(contributions, year: int | None) -> tuple[Table, ...]:
    """Sums by direction and kind, then the rows that they add up to."""
    lines = book.totals(contributions, *Number("granted", year).span)
    return _sums(lines), _granted(contributions, year, lines), _came(contributions, year, lines)


def _sums(lines: list[Total]) -> Table:
    rows = [(direction_label(line.giver_side, line.receiver_side), str(line.kind_label), *_stages(line)) for line in lines]
    return Table(
        key="sums",
        title=_("Sums"),
        columns=(
            Column(_("Direction"), width=1.6),
            Column(_("Kind")),
            *(Column(f"{stage_label(stage)} €", Type.MONEY, 1.2) for stage in STAGES),
        ),
        count=len(rows),
        rows=lambda: iter(rows),
        totals=tuple(_totals(lines, lambda line, where: (*(Sum(value, where) for value in _stages(line)),), blank=0, at=(0, 1))),
    )


def _stages(line: Total) -> list:
    return [getattr(line, stage) for stage in STAGES]


def _totals(lines: list[Total], figures, *, blank: int, at: tuple[int, int]) -> Iterator[tuple]:
    """Money and calculated values are never added up, nor are the two directions. `at`: the columns of direction and kind."""
    money = str(Kind.MONEY.label)
    for way, mine in groupby(lines, key=lambda line: (line.giver_side, line.receiver_side)):
        label, here = direction_label(*way), list(mine)
        parts = ((money, _("Total, money")), (f"<>{money}", _("Total, calculated values")))
        for is_money, (test, title) in zip((True, False), parts, strict=True):
            part = [line for line in here if (line.kind == Kind.MONEY) == is_money]
            if part:
                yield (label, title, *[None] * blank, *figures(book.sum_of(part), ((at[0], label), (at[1], test))))


def _granted(contributions, year: int | None, lines: list[Total]) -> Table:
    number = Number("granted", year)
    rows = rows_of(contributions, number)

    def each() -> Iterator[tuple]:
        for row in rows.iterator(chunk_size=CHUNK):
            promised = row.part if row.promise_id else None
            names = (
                direction_label(row.giver_side, row.receiver_side),
                row.get_kind_display(),
                row.title,
                str(row.giver),
                str(row.receiver),
            )
            rate = (row.rate, row.rate_source, row.rate_date) if row.valued else (None, "", None)
            yield (*names, row.starts_on, row.ends_on, row.state_label, *rate, promised, row.part)

    return Table(
        key="granted",
        title=_("Granted"),
        columns=(
            *_names(),
            Column(_("From"), Type.DATE),
            Column(_("To"), Type.DATE),
            Column(_("State"), width=1.3),
            Column(_("Rate €"), Type.MONEY, 0.8),
            Column(_("Source of the rate"), width=1.2),
            Column(_("Rate as of"), Type.DATE),
            Column(_("Promised in the agreement €"), Type.MONEY, 1.3),
            Column(_("Granted in all €"), Type.MONEY, 1.3),
        ),
        count=rows.count(),
        rows=each,
        totals=tuple(
            _totals(lines, lambda line, where: (Sum(line.promised, where), Sum(line.granted, where)), blank=9, at=(0, 1)),
        ),
    )


def _names() -> tuple[Column, ...]:
    return (
        Column(_("Direction"), width=1.5),
        Column(_("Kind")),
        Column(_("What for"), width=1.8),
        Column(_("Who gives"), width=1.3),
        Column(_("Who receives"), width=1.3),
    )


def _came(contributions, year: int | None, lines: list[Total]) -> Table:
    rows = rows_of(contributions, Number("delivered", year))

    def each() -> Iterator[tuple]:
        for row in rows.select_related(None).select_related("contribution__giver", "contribution__receiver").iterator(chunk_size=CHUNK):
            of = row.contribution
            names = (direction_label(of.giver_side, of.receiver_side), of.get_kind_display(), of.title, str(of.giver), str(of.receiver))
            confirmed = row.amount if row.confirmed_at else None
            about = (row.on, row.get_nature_display(), row.note, row.quantity, row.rate, row.confirmed_at)
            yield (*names, *about, row.amount, confirmed)

    return Table(
        key="delivered",
        title=_("Delivered"),
        columns=(
            *_names(),
            Column(_("When"), Type.DATE),
            Column(_("Row")),
            Column(_("Note"), width=1.3),
            Column(_("Quantity"), Type.NUMBER, 0.8),
            Column(_("Rate €"), Type.MONEY, 0.8),
            Column(_("Confirmed on"), Type.MOMENT, 1.1),
            Column(_("Delivered €"), Type.MONEY, 1.2),
            Column(_("Confirmed €"), Type.MONEY, 1.2),
        ),
        count=rows.count(),
        rows=each,
        totals=tuple(
            _totals(lines, lambda line, where: (Sum(line.delivered, where), Sum(line.confirmed, where)), blank=9, at=(0, 1)),
        ),
    )


register(LedgerExport())
