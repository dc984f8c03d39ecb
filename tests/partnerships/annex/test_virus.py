"""Nothing is handed out before the scanner has seen it; what the scanner cannot say is asked again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from partnerships.annex.models import AREA, Annex
from partnerships.annex.tasks import check_for_viruses, scan_annex, unscanned_annexes
from partnerships.base import clock, files
from partnerships.journal.models import Entry
from tests.once import body
from tests.partnerships.agreement.making import draft
from tests.partnerships.annex import making
from tests.partnerships.annex.scanner import VIRUS, running


@pytest.fixture
def scanner(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with running() as server:
        settings.CLAMAV_URL = server.url
        yield server


@pytest.fixture
def agreement(cast, scanner):
    return draft(cast)


def brought(cast, agreement, content=making.PDF) -> Annex:
    return making.add(agreement, by=cast.social.coordinator, content=content)


def fetch(client, annex):
    return client.get(reverse("annex_download", args=[annex.pk]), follow=True)


def test_it_waits__then_is_clean_and_can_be_fetched(client, cast, agreement, scanner):
    annex = brought(cast, agreement)
    client.force_login(cast.social.staff)
    assert annex.state == Annex.State.WAITING
    assert "wird noch auf Viren geprüft" in body(fetch(client, annex)).decode()

    assert check_for_viruses(annex.pk)

    annex.refresh_from_db()
    assert (annex.state, scanner.seen) == (Annex.State.CLEAN, [making.PDF])
    assert body(fetch(client, annex)) == making.PDF
    assert not check_for_viruses(annex.pk)


def test_a_virus__the_file_goes_the_row_says_why(client, cast, agreement):
    annex = brought(cast, agreement, making.PDF + VIRUS)
    path = files.path_of(AREA, annex.file)
    assert path.is_file()

    scan_annex(str(annex.pk))

    annex.refresh_from_db()
    assert (annex.state, annex.file, annex.finding) == (Annex.State.INFECTED, "", "Eicar-Test-Signature")
    line = Entry.objects.get(verb="annex.infected")
    assert (line.internal_to, line.actor) == (cast.social.org, None)
    assert (
        line.sentence == "In der Datei „Raumplan.pdf“ von Klang wurde ein Virus gefunden (Eicar-Test-Signature). Die Datei wurde gelöscht."
    )
    client.force_login(cast.social.staff)
    assert "wurde ein Virus gefunden" in body(fetch(client, annex)).decode()


@pytest.mark.django_db(transaction=True)
def test_a_virus__the_file_is_gone_once_that_is_certain(cast, agreement):
    annex = brought(cast, agreement, making.PDF + VIRUS)
    path = files.path_of(AREA, annex.file)
    check_for_viruses(annex.pk)
    assert not path.exists()


def test_no_answer__it_waits_and_is_asked_again_later(cast, agreement, scanner):
    annex = brought(cast, agreement)
    scanner.mute = True
    assert not check_for_viruses(annex.pk)
    annex.refresh_from_db()
    assert annex.state == Annex.State.WAITING
    assert unscanned_annexes() == 0  # not at once

    scanner.mute = False
    with clock.travel(clock.now() + timedelta(minutes=3)):
        assert unscanned_annexes() == 1
        assert check_for_viruses(annex.pk)
    annex.refresh_from_db()
    assert annex.state == Annex.State.CLEAN


@pytest.mark.parametrize("url", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd.ctl", "http://127.0.0.1"])
def test_a_scanner_that_cannot_be_reached__nothing_is_handed_out(client, cast, agreement, settings, url):
    settings.CLAMAV_URL = url
    annex = brought(cast, agreement)
    assert not check_for_viruses(annex.pk)
    client.force_login(cast.social.staff)
    assert "wird noch auf Viren geprüft" in body(fetch(client, annex)).decode()


def test_too_large_for_the_scanner__is_not_taken_for_clean(cast, agreement):
    annex = brought(cast, agreement, making.PDF + b"x" * 1_500_000)
    assert not check_for_viruses(annex.pk)
    annex.refresh_from_db()
    assert annex.state == Annex.State.WAITING


def test_without_a_scanner__the_page_says_so_and_nobody_waits(client, cast, agreement, settings):
    waiting = brought(cast, agreement)
    settings.CLAMAV_URL = ""
    unscanned = brought(cast, agreement)
    assert unscanned_annexes() == 1
    waiting.refresh_from_db()
    assert (waiting.state, unscanned.state) == (Annex.State.UNSCANNED, Annex.State.UNSCANNED)
    client.force_login(cast.social.staff)
    page = client.get(reverse("agreement_papers", args=[agreement.pk]))
    assert page.content.decode().count("nicht auf Viren geprüft") == 2
    assert body(fetch(client, unscanned)) == making.PDF


def test_files_from_before_there_was_a_scanner__are_looked_at(cast, agreement, settings, scanner):
    settings.CLAMAV_URL = ""
    annex = brought(cast, agreement)
    settings.CLAMAV_URL = scanner.url
    assert unscanned_annexes() == 1
    assert check_for_viruses(annex.pk)
    annex.refresh_from_db()
    assert annex.state == Annex.State.CLEAN
