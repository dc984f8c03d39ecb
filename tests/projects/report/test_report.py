"""The partnership report: asked for, built, in three formats, with sums that match the ledger."""

import csv
import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest

from partnerships.base import clock
from partnerships.export.build import folder
from partnerships.export.models import Export
from partnerships.export.tasks import build_export
from projects.contribution import actions
from projects.contribution.models import Contribution
from projects.ledger import book as ledger
from projects.ledger.page import direction_label
from tests.once import body, post
from tests.partnerships.meeting.stage import released, written
from tests.projects.contribution.making import asked, money
from tests.world import make_world

FORM = {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "parts": ["ledger", "projects", "meetings"], "format": "csv"}


@pytest.fixture
def world(cast, settings, tmp_path):
    settings.EXPORT_DIR = tmp_path
    return make_world(cast)


def ask(client, cast, **changes) -> Export:
    response = post(client, "/reports/new/", FORM | {"partnership": str(cast.partnership.pk)} | changes)
    assert response.status_code == 302, response.content.decode()
    export = Export.objects.get(pk=response["Location"].strip("/").split("/")[-1])
    build_export(str(export.pk))
    export.refresh_from_db()
    assert export.state == "done", export.error
    return export


@pytest.mark.parametrize("seat", ["coordinator", "finance"])
def test_either_side__asks_and_downloads(client, cast, world, seat):
    for team in cast.teams:
        client.force_login(getattr(team, seat))
        export = ask(client, cast)
        response = client.get(f"/exports/{export.pk}/download/")
        assert response.status_code == 200
        assert len(body(response)) == export.size


def test_csv__several_parts_in_one_zip(client, cast, world):
    client.force_login(cast.social.coordinator)
    export = ask(client, cast)
    with zipfile.ZipFile(folder() / export.file) as archive:
        assert archive.namelist() == ["ledger.csv", "projects.csv", "meetings.csv", "decisions.csv", "tasks.csv"]
        text = archive.read("ledger.csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0][:2] == ["Richtung", "Wofür"]
    assert not any(row[1].startswith("Summe") for row in rows)
    assert rows[1][-2:] == ["500,00", "0,00"]


def test_decisions_and_tasks__say_whether_their_minutes_are_released(client, cast, world):
    meetings = [released(cast), written(cast, title="Noch offen")]
    day = clock.today() - timedelta(days=1)
    client.force_login(cast.social.coordinator)
    export = ask(client, cast, starts_on=day.isoformat(), ends_on=day.isoformat(), parts=["meetings"])
    with zipfile.ZipFile(folder() / export.file) as archive:
        for name in ("decisions.csv", "tasks.csv"):
            rows = list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")), delimiter=";"))
            assert {row["Protokoll"] for row in rows} >= {each.get_state_display() for each in meetings}


def test_xlsx__totals_are_the_ledgers_by_direction_and_money_apart(client, cast, world):
    asked_for = asked(cast, terms=money(amount=Decimal(100)))
    actions.grant(asked_for, edition=asked_for.edition, pot=world["pot"], by=cast.housing.approver)
    client.force_login(cast.housing.coordinator)
    export = ask(client, cast, format="xlsx", parts=["ledger"])
    path = folder() / export.file
    sheet = openpyxl.load_workbook(path, data_only=True)["Geben und Nehmen"]
    formulas = openpyxl.load_workbook(path)["Geben und Nehmen"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    own = Contribution.objects.visible_to(cast.housing.coordinator).filter(partnership=cast.partnership)
    sums = [row for row in rows if row[1].startswith("Summe")]
    totals = ledger.totals(own, date(2026, 1, 1), date(2026, 12, 31))
    expected = {}
    for line in totals:
        title = "Summe Geld" if line.kind == "money" else "Summe kalkulatorische Werte"
        key = (direction_label(line.giver_side, line.receiver_side), title)
        expected.setdefault(key, []).append(line)
    assert len(sums) == len(expected) > 1
    for row in sums:
        one = ledger.sum_of(expected[row[0], row[1]])
        assert [Decimal(str(value)) for value in row[-3:]] == [one.granted, one.delivered, one.confirmed]
    plain = rows[: -len(sums)]
    assert sum(Decimal(str(row[-2])) for row in plain) == ledger.sum_of(totals).delivered
    for row, shown in zip(list(formulas.iter_rows(min_row=2 + len(plain))), sums, strict=True):
        assert all(str(cell.value).startswith("=SUMIFS(") for cell in row[-3:])
        among = [each for each in plain if each[0] == shown[0] and (each[2] == "Geld") == (shown[1] == "Summe Geld")]
        assert [sum(each[column] for each in among) for column in (-3, -2, -1)] == pytest.approx(shown[-3:])


def test_pdf__is_built(client, cast, world):
    client.force_login(cast.social.finance)
    export = ask(client, cast, format="pdf")
    assert (folder() / export.file).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_on": "2025-12-31"}, "Das Ende darf nicht vor dem Anfang liegen."),
        ({"starts_on": "1990-01-01"}, "höchstens zehn Jahren"),
        ({"starts_on": "31.02.2026"}, "Datum"),
        ({"parts": []}, "zwingend"),
        ({"format": "exe"}, "exe"),
    ],
)
def test_bad_input__sentence_and_nothing_lost(client, cast, world, changes, sentence):
    client.force_login(cast.social.coordinator)
    response = post(client, "/reports/new/", FORM | {"partnership": str(cast.partnership.pk)} | changes)
    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    assert str(cast.partnership.pk) in page


def test_staff__is_told_who_may(client, cast, world):
    client.force_login(cast.social.staff)
    response = post(client, "/reports/new/", FORM | {"partnership": str(cast.partnership.pk)})
    assert response.status_code == 422
    assert "Koordination" in response.content.decode()


def test_outsider__cannot_choose_it(client, cast, world):
    client.force_login(cast.outsider.coordinator)
    assert client.get(f"/reports/new/?partnership={cast.partnership.pk}").status_code == 404
    response = post(client, "/reports/new/", FORM | {"partnership": str(cast.partnership.pk)})
    assert response.status_code == 422
    assert "Gute Nachbarschaft" not in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same_for_one_report_or_three(client, cast, world, count, django_assert_num_queries):
    client.force_login(cast.social.coordinator)
    for _ in range(count - 1):
        ask(client, cast)
    client.get("/reports/")
    with django_assert_num_queries(6):
        response = client.get("/reports/")
    assert response.content.decode().count("<tr") == count + 1
