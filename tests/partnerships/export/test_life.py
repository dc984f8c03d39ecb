"""An export's life: claimed once, cancelled, swept, downloadable only by who may read it now."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pikepdf
import pytest
from django.db import connection

from partnerships.base import clock
from partnerships.base.verdict import YES, Refused
from partnerships.export import actions
from partnerships.export.build import build, claim, folder
from partnerships.export.document import Column, Document, Table, Type
from partnerships.export.models import Export
from partnerships.export.registry import _EXPORTERS, Origin, Report, register
from partnerships.export.tasks import build_export, expired_exports, orphaned_exports
from partnerships.organisation.models import Membership
from partnerships.partnership.models import Partnership
from tests.once import body


class Numbers(Report):
    kind = "test_numbers"
    count = 10
    during: Callable[[int], None] = staticmethod(lambda _number: None)

    def may_read(self, person, export):
        return YES if Partnership.objects.worked_on_by(person).filter(pk=export.partnership_id).exists() else actions.rules.no("Nein.")

    def origin(self, export):
        return Origin("Zahlen", "/", "/")

    def document(self, export):
        def rows():
            for number in range(self.count):
                self.during(number)
                yield f"Zeile {number}", Decimal(number)

        return Document(
            "Zahlen", (("Zeitraum", "immer"),), (Table("n", "Zahlen", (Column("Was"), Column("Wert", Type.MONEY)), self.count, rows),)
        )


@pytest.fixture
def numbers(settings, tmp_path):
    settings.EXPORT_DIR = tmp_path
    exporter = Numbers()
    register(exporter)
    yield exporter
    del _EXPORTERS["test_numbers"]


@pytest.fixture
def export(cast, numbers) -> Export:
    return ask(cast)


def ask(cast, by=None, file_format="csv") -> Export:
    return actions.ask(
        kind="test_numbers",
        file_format=file_format,
        title="Zahlen",
        params={},
        partnership=cast.partnership,
        by=by or cast.social.coordinator,
    )


@pytest.mark.parametrize("seat", ["coordinator", "approver", "signatory", "finance"])
def test_ask__alike_on_both_sides(cast, numbers, seat):
    for team in cast.teams:
        assert ask(cast, getattr(team, seat)).organisation == team.org


@pytest.mark.parametrize("seat", ["staff", "reader", "administrator"])
def test_ask__refused_with_a_sentence(cast, numbers, seat):
    for team in cast.teams:
        with pytest.raises(Refused, match="Koordination"):
            ask(cast, getattr(team, seat))


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "pdf"])
def test_build__ends_with_one_file_and_no_part(cast, numbers, file_format, client):
    export = ask(cast, file_format=file_format)
    build_export(str(export.pk))
    build_export(str(export.pk))
    export.refresh_from_db()
    assert (export.state, export.done, export.total, export.runs) == ("done", 10, 10, 1)
    assert [path.name for path in folder().iterdir()] == [export.file]
    client.force_login(cast.social.coordinator)
    response = client.get(f"/exports/{export.pk}/download/")
    assert response["Content-Disposition"].startswith("attachment")
    assert len(body(response)) == export.size


def test_pdf__is_tagged_titled_and_german(cast, numbers):
    export = ask(cast, file_format="pdf")
    build_export(str(export.pk))
    export.refresh_from_db()
    with pikepdf.open(folder() / export.file) as pdf:
        assert pdf.Root.Lang == "de-DE"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]) == "Zahlen"
        assert "/StructTreeRoot" in pdf.Root


def test_pdf__refuses_what_is_too_long_with_a_sentence(cast, numbers):
    numbers.count = 5001
    export = ask(cast, file_format="pdf")
    build_export(str(export.pk))
    export.refresh_from_db()
    assert export.state == "failed"
    assert "5000" in export.error
    assert list(folder().iterdir()) == []


def test_cancel__while_running__leaves_nothing(cast, numbers, export, monkeypatch):
    monkeypatch.setattr("partnerships.export.build.BEAT_SECONDS", 0)
    numbers.during = lambda number: actions.cancel(Export.objects.get(pk=export.pk), by=cast.social.coordinator) if number == 5 else None
    build_export(str(export.pk))
    export.refresh_from_db()
    assert export.state == "cancelled"
    assert list(folder().iterdir()) == []


def test_cancel__only_by_who_asked(cast, export):
    with pytest.raises(Refused, match="angefordert"):
        actions.cancel(export, by=cast.social.approver)


def test_a_broken_exporter__is_told_in_words_and_to_the_operator(cast, numbers, export):
    def burst(number):
        raise RuntimeError("kaputt")

    numbers.during = burst
    with pytest.raises(RuntimeError):
        build_export(str(export.pk))
    export.refresh_from_db()
    assert export.state == "failed"
    assert "kaputt" not in export.error
    assert export.error


def test_sweeper__a_dead_worker__is_replaced_and_the_ghost_writes_nothing(cast, numbers, export):
    ghost = claim(export.pk)
    Export.objects.filter(pk=export.pk).update(heartbeat_at=clock.now() - timedelta(minutes=2))
    assert orphaned_exports() == 1
    build_export(str(export.pk))
    build(ghost)
    export.refresh_from_db()
    assert (export.state, export.runs) == ("done", 2)
    assert [path.name for path in folder().iterdir()] == [f"{export.pk}-2.csv"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Es wurde dreimal versucht und kam nicht zum Ende. Bitte wählen Sie einen kürzeren Zeitraum oder ein anderes Format."),
        ("en", "It was tried three times and did not come to an end. Please choose a shorter period or another format."),
    ],
)
def test_sweeper__gives_up_after_three_runs_and_says_so(cast, numbers, export, client, language, sentence):
    silent = {"state": "running", "runs": 3, "heartbeat_at": clock.now() - timedelta(minutes=2)}
    Export.objects.filter(pk=export.pk).update(language=language, **silent)
    assert orphaned_exports() == 1
    export.refresh_from_db()
    assert (export.state, export.error) == ("failed", sentence)
    client.force_login(cast.social.coordinator)
    assert sentence in client.get(f"/exports/{export.pk}/").content.decode()


def test_expiry__the_file_goes_and_the_download_says_so(cast, numbers, export, client):
    build_export(str(export.pk))
    with clock.travel(clock.now() + timedelta(days=31)):
        expired_exports(clock.today())
        client.force_login(cast.social.coordinator)
        response = client.get(f"/exports/{export.pk}/download/", follow=True)
    assert "30 Tage" in response.content.decode()
    assert list(folder().iterdir()) == []


def test_download__not_after_leaving(cast, numbers, export, client):
    build_export(str(export.pk))
    person = cast.social.coordinator
    client.force_login(person)
    assert body(client.get(f"/exports/{export.pk}/download/"))
    Membership.objects.filter(person=person).update(ends_on=clock.today() - timedelta(days=1))
    assert client.get(f"/exports/{export.pk}/download/").status_code == 404


@pytest.mark.parametrize("page", ["", "download/"])
def test_pages__outsider_observer_and_other_side__get_404(cast, numbers, export, client, page):
    build_export(str(export.pk))
    for person in (cast.outsider.coordinator, cast.observer.reader, cast.housing.coordinator):
        client.force_login(person)
        assert client.get(f"/exports/{export.pk}/{page}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_claim__two_workers_at_once__one_gets_it(cast, numbers, export):
    barrier, claimed = Barrier(4), []

    def work():
        barrier.wait()
        claimed.append(claim(export.pk))
        connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([one for one in claimed if one]) == 1
