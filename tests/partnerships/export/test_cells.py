import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from partnerships.export.cells import FORMULA, as_csv, as_text, guarded
from partnerships.export.document import Column, Document, Table, Type
from partnerships.export.writers import write_csv, write_xlsx

TEXT = st.text(st.characters(blacklist_categories=("Cs",)), max_size=30)


@given(TEXT)
@example("=1+1")
@example("  =1+1")
@example("＝1")
@example("\u200b@x")
@example("\t=x")
def test_guard__no_cell_begins_like_a_formula(text):
    bare = guarded(text).lstrip(" \u00a0\u200b\ufeff")
    assert not bare or bare[0] not in FORMULA


@pytest.mark.parametrize(
    ("cell", "kind", "expected"),
    [
        (Decimal("-1234.5"), Type.MONEY, "-1.234,50"),
        (Decimal("12.50"), Type.NUMBER, "12,50"),
        (date(2026, 12, 31), Type.DATE, "31.12.2026"),
        (None, Type.MONEY, ""),
    ],
)
def test_text__german(cell, kind, expected):
    assert as_text(cell, kind) == expected


def test_csv__numbers_without_grouping_in_both_languages():
    assert as_csv(Decimal("1234.5"), Type.MONEY) == "1234,50"
    with translation.override("en"):
        assert as_csv(Decimal("1234.5"), Type.MONEY) == "1234.50"


def document(rows: list[tuple]) -> Document:
    columns = (Column("Was"), Column("Betrag", Type.MONEY), Column("Am", Type.DATE))
    sums = (("Summe", Decimal(3), None), ("Werte", Decimal(4), None))
    return Document("Probe", (("Zeitraum", "immer"),), (Table("t", "Tabelle", columns, len(rows), lambda: iter(rows), sums),))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            TEXT.filter(lambda t: "\x00" not in t), st.decimals(-(10**6), 10**6, places=2), st.dates(date(1990, 1, 1), date(2100, 1, 1))
        ),
        max_size=5,
    )
)
def test_csv__reads_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    write_csv(document(rows), path, lambda: None)
    back = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(back) == len(rows) + 1
    assert [row[0].lstrip("'") for row in back[1:]] == [guarded(row[0]).lstrip("'") for row in rows]


def test_xlsx__real_numbers_and_dates_and_no_formula(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    write_xlsx(document([("=HYPERLINK(1)", Decimal("-2.50"), date(2026, 2, 28))]), path, lambda: None)
    sheet = openpyxl.load_workbook(path)["Tabelle"]
    what, amount, day = sheet[2]
    assert (what.value, what.data_type) == ("=HYPERLINK(1)", "s")
    assert (amount.value, amount.data_type) == (-2.5, "n")
    assert day.value.date() == date(2026, 2, 28)
    assert sheet.freeze_panes == "A2"
    assert [[cell.value for cell in sheet[row]][:2] for row in (3, 4)] == [["Summe", 3], ["Werte", 4]]


def test_xlsx__whole_numbers_have_no_comma(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    table = Table(
        key="t",
        title="Tabelle",
        columns=(Column("Zahl", Type.NUMBER),),
        count=2,
        rows=lambda: iter([(3,), (Decimal("2.5"),)]),
        totals=((4,),),
    )
    write_xlsx(Document(title="Zahlen", facts=(), tables=(table,)), path, lambda: None)
    sheet = openpyxl.load_workbook(path)["Tabelle"]
    assert [sheet.cell(row, 1).number_format for row in (2, 3, 4)] == ["#,##0", "#,##0.00", "#,##0"]
