"""CSV, XLSX and PDF of a document, written to a path row by row; `tick()` is called for every row."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO

import xlsxwriter
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell

from partnerships.base.verdict import Refused
from partnerships.export.cells import as_csv, as_text, guarded
from partnerships.export.document import Document, Sum, Table, Type
from partnerships.export.typesetting import typeset

HERE = Path(__file__).resolve().parent
PDF_ROWS = 5000
QUOTE = '"'
WHOLE = "whole"  # a number without places; a format for both would leave it a lonely comma
Tick = Callable[[], None]


def write_csv(document: Document, path: Path, tick: Tick) -> None:
    """One table is one file (UTF-8 with BOM, semicolons, as Excel reads it in Germany); several are a ZIP of such files."""
    if len(document.tables) == 1:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            _csv_table(document.tables[0], file, tick)
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in document.tables:
            with archive.open(f"{table.key}.csv", "w", force_zip64=True) as binary:
                text = io.TextIOWrapper(binary, encoding="utf-8-sig", newline="")
                _csv_table(table, text, tick)
                text.flush()
                text.detach()


def _csv_table(table: Table, file: IO[str], tick: Tick) -> None:
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([guarded(column.title) for column in table.columns])
    for row in table.rows():
        writer.writerow([as_csv(cell, column.type) for cell, column in zip(row, table.columns, strict=True)])
        tick()


def write_xlsx(document: Document, path: Path, tick: Tick) -> None:
    """A sheet of facts and one per table: real numbers and dates, frozen head, filters; text never becomes a formula."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd.mm.yyyy",
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": document.title, "author": "Augenhöhe"})
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#0f6b66", "font_color": "#ffffff", "text_wrap": True, "valign": "vcenter"}),
            "title": book.add_format({"bold": True, "font_size": 16}),
            "label": book.add_format({"bold": True, "valign": "top"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for kind, pattern in (
            (Type.MONEY, '#,##0.00 "€"'),
            (Type.NUMBER, "#,##0.00"),
            (WHOLE, "#,##0"),
            (Type.DATE, "dd.mm.yyyy"),
            (Type.MOMENT, "dd.mm.yyyy hh:mm"),
        ):
            formats[kind] = book.add_format({"num_format": pattern, "valign": "top"})
            formats[f"{kind}-total"] = book.add_format({"num_format": pattern, "bold": True, "top": 1})
        formats[Type.TEXT] = formats["wrap"]
        formats["text-total"] = book.add_format({"bold": True, "top": 1})
        _facts_sheet(book, document, formats)
        for table in document.tables:
            _table_sheet(book, table, formats, tick)


def _facts_sheet(book, document: Document, formats: dict) -> None:
    sheet = book.add_worksheet(_("Overview"))
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 70)
    sheet.write_string(0, 0, document.title, formats["title"])
    for number, (label, value) in enumerate(document.facts, start=2):
        sheet.write_string(number, 0, label, formats["label"])
        sheet.write_string(number, 1, value, formats["wrap"])
    if document.note:
        sheet.write_string(len(document.facts) + 3, 1, document.note, formats["wrap"])


def _table_sheet(book, table: Table, formats: dict, tick: Tick) -> None:
    sheet = book.add_worksheet(table.title[:31])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, max(9, round(12 * column.width)))
        sheet.write_string(0, number, column.title, formats["head"])
    last = 0
    for last, row in enumerate(table.rows(), start=1):
        for number, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _xlsx_cell(sheet, last, number, cell, column.type, formats[_format_of(cell, column.type)])
        tick()
    sheet.autofilter(0, 0, max(last, 1), len(table.columns) - 1)
    for line, total in enumerate(table.totals, start=last + 1):
        for number, (cell, column) in enumerate(zip(total, table.columns, strict=True)):
            style = formats[f"{_format_of(cell, column.type)}-total"]
            if isinstance(cell, Sum):
                sheet.write_formula(line, number, _formula(cell, number, last), style, float(cell.value))
            else:
                _xlsx_cell(sheet, line, number, cell, column.type, style)


def _formula(total: Sum, number: int, last: int) -> str:
    """Over the rows of the column, those that `where` names; the text is a word of ours, its quotation marks doubled."""

    def rows(column: int) -> str:
        return f"{xl_rowcol_to_cell(1, column, True, True)}:{xl_rowcol_to_cell(max(last, 1), column, True, True)}"

    if not total.where:
        return f"=SUM({rows(number)})"
    conditions = [f'{rows(column)},"{text.replace(QUOTE, 2 * QUOTE)}"' for column, text in total.where]
    return f"=SUMIFS({rows(number)},{','.join(conditions)})"


def _format_of(cell, kind: Type) -> str:
    return WHOLE if kind == Type.NUMBER and isinstance(cell, int) else kind


def _xlsx_cell(sheet, row: int, number: int, cell, kind: Type, style) -> None:
    if cell is None:
        sheet.write_blank(row, number, None, style)
    elif kind in (Type.MONEY, Type.NUMBER) and isinstance(cell, Decimal | int):
        sheet.write_number(row, number, float(cell), style)
    elif kind == Type.MOMENT and isinstance(cell, datetime):
        sheet.write_datetime(row, number, localtime(cell).replace(tzinfo=None), style)
    elif kind == Type.DATE and isinstance(cell, date):
        sheet.write_datetime(row, number, datetime(cell.year, cell.month, cell.day), style)  # noqa: DTZ001 - a cell has no zone
    else:
        sheet.write_string(row, number, str(cell)[:32_000], style)


def write_pdf(document: Document, path: Path, tick: Tick) -> None:
    """PDF/UA-1 by Typst: tagged, titled, in its language. The data goes in as JSON, never as markup."""
    if document.total > PDF_ROWS:
        raise Refused(
            _("A PDF holds at most %(most)s lines, this report has %(count)s. Please choose a shorter period, or XLSX or CSV.")
            % {"most": PDF_ROWS, "count": document.total}
        )
    tables = []
    for table in document.tables:
        rows = []
        for row in table.rows():
            rows.append([as_text(cell, column.type) for cell, column in zip(row, table.columns, strict=True)])
            tick()
        tables.append(
            {
                "title": table.title,
                "columns": [{"title": c.title, "width": c.width, "right": c.type in (Type.MONEY, Type.NUMBER)} for c in table.columns],
                "rows": rows,
                "totals": [
                    [as_text(cell, column.type) for cell, column in zip(total, table.columns, strict=True)] for total in table.totals
                ],
                "empty": table.empty or _("Nothing in this period."),
            }
        )
    data = {
        "title": document.title,
        "lang": (get_language() or "de")[:2],
        "facts": [list(fact) for fact in document.facts],
        "note": document.note,
        "tables": tables,
        "page": _("Page"),
        "of": _("of"),
    }
    typeset(HERE / "document.typ", data, path)


WRITERS: dict[str, Callable[[Document, Path, Tick], None]] = {"csv": write_csv, "xlsx": write_xlsx, "pdf": write_pdf}


def suffix_of(document: Document, kind: str) -> str:
    """The file's ending: several CSV tables come as a ZIP."""
    return "zip" if kind == "csv" and len(document.tables) > 1 else kind
