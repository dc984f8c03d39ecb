"""The ledger as a file: every format has the same rows, whose sums are the ledger's."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from partnerships.export.build import folder
from partnerships.export.document import Sum
from partnerships.export.models import Export
from partnerships.export.tasks import build_export
from projects.contribution import deliveries
from projects.contribution.models import Contribution
from projects.ledger import actions, book
from projects.ledger.exports import tables
from tests.once import body, post
from tests.projects.contribution import making
from tests.projects.ledger.threesixty_schema import faults


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.EXPORT_DIR = tmp_path


@pytest.fixture
def given(cast) -> Contribution:
    """Money one way, corrected; hours the other way, whose name looks like a formula."""
    delivery = deliveries.confirm(making.delivered(cast, amount=Decimal("1000.10")), edition=1, by=cast.social.finance)
    correction = actions.amend(delivery, on=date(2026, 3, 1), amount=Decimal("1000.05"), reason="+1 vertippt", by=cast.housing.staff)
    actions.agree(correction, by=cast.social.staff)
    hours = making.granted(cast, cast.housing, making.hours(title='=HYPERLINK("http://example.org")'))
    making.delivered(cast, cast.housing, contribution=hours, quantity=Decimal("3.50"))
    return delivery.contribution


def ask(client, query: str, file_format: str) -> Export:
    answer = post(client, f"/ledger/export/?{query}", {"format": file_format})
    assert answer.status_code == 302, answer.content.decode()
    export = Export.objects.get(pk=answer["Location"].strip("/").split("/")[-1])
    build_export(str(export.pk))
    export.refresh_from_db()
    return export


def held(row, where) -> bool:
    return all(row[column] != test[2:] if test.startswith("<>") else row[column] == test for column, test in where)


def check_tables(contributions, year=None) -> None:
    """Each total is what its rows add up to, and all of them together what the ledger says."""
    for table in tables(contributions, year):
        rows = list(table.rows())
        assert len(rows) == table.count
        for total in table.totals:
            for column, cell in enumerate(total):
                if isinstance(cell, Sum):
                    assert sum((row[column] or 0 for row in rows if held(row, cell.where)), Decimal(0)) == cell.value
        everything = book.sum_of(book.totals(contributions, *((date(year, 1, 1), date(year, 12, 31)) if year else ())))
        last = {"sums": everything.confirmed, "granted": everything.granted, "delivered": everything.confirmed}[table.key]
        assert sum((row[-1] or 0 for row in rows), Decimal(0)) == last


def test_xlsx__numbers_dates_filters_and_totals_as_formulas(client, cast, given):
    client.force_login(cast.social.finance)
    export = ask(client, f"partnership={cast.partnership.pk}&year=2026", "xlsx")
    path = folder() / export.file
    shown, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    sheet = shown["Geliefert"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:M5")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=5)]
    assert [row[5].date() for row in rows] == 4 * [date(2026, 3, 1)]
    assert sorted(row[11] for row in rows) == [-1000.10, 182.0, 1000.05, 1000.10]
    checked = 0
    for number, row in enumerate(formulas["Geliefert"].iter_rows(min_row=6), start=6):
        for cell in row:
            if str(cell.value).startswith("="):
                conditions = re.findall(r'\$([A-Z])\$2:\$\1\$5,"([^"]*)"', cell.value)
                where = [(openpyxl.utils.column_index_from_string(letter) - 1, text) for letter, text in conditions]
                assert len(where) == 2
                exact = sum((Decimal(str(each[cell.column - 1] or 0)) for each in rows if held(each, where)), Decimal(0))
                assert Decimal(str(sheet.cell(number, cell.column).value)) == exact
                checked += 1
    assert checked == 4


def test_csv__no_cell_is_a_formula__and_pdf_is_built(client, cast, given):
    client.force_login(cast.housing.coordinator)
    export = ask(client, f"partnership={cast.partnership.pk}", "csv")
    with zipfile.ZipFile(folder() / export.file) as archive:
        rows = [
            row for name in archive.namelist() for row in csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig")), delimiter=";")
        ]
    cells = [cell for row in rows for cell in row if not re.fullmatch(r"-?\d+,\d+", cell)]
    assert '\'=HYPERLINK("http://example.org")' in cells
    assert not [cell for cell in cells if cell[:1] in set("=+-@")]
    assert body(client.get(f"/exports/{ask(client, '', 'pdf').pk}/download/")).startswith(b"%PDF")


def test_json__is_as_the_published_schema_wants_it(client, cast, given):
    client.force_login(cast.social.coordinator)
    export = ask(client, f"organisation={cast.housing.org.pk}", "json")
    package = json.loads((folder() / export.file).read_text())
    assert faults(package) == []
    [grant] = package["grants"]
    assert (grant["amountAwarded"], grant["amountDisbursed"]) == (1200.0, 1000.05)
    assert sum(Decimal(str(each["value"])) for each in grant["disbursementTransaction"]) == Decimal("1000.05")
    for wrong in ({"awardDate": "1.3.2026"}, {"amountAwarded": "1200"}, {"recipientOrganization": []}, {"colour": "red"}):
        assert len(faults(package | {"grants": [grant | wrong]})) == 1
    assert faults({"title": "Nichts"}) == ["package: grants is missing"]


def test_json__without_money__says_why(client, cast):
    making.granted(cast, terms=making.hours())
    client.force_login(cast.social.coordinator)
    export = ask(client, "", "json")
    assert (export.state, export.error) == ("failed", "Hier ist kein Geld bewilligt: 360Giving kennt nur Geldförderungen.")


def test_file_of_several_partnerships__only_who_asked__and_only_as_long_as_all_are_theirs(client, cast, given):
    client.force_login(cast.social.coordinator)
    export = ask(client, "", "csv")
    assert len(body(client.get(f"/exports/{export.pk}/download/"))) == export.size
    client.force_login(cast.social.finance)
    assert client.get(f"/exports/{export.pk}/").status_code == 404
    client.force_login(cast.social.reader)
    assert client.get("/ledger/export/").status_code == 302, "readers are told who may"
    client.force_login(cast.social.coordinator)
    cast.partnership.parties.filter(organisation=cast.social.org).update(state="left")
    assert client.get(f"/exports/{export.pk}/download/").status_code in (302, 409)
