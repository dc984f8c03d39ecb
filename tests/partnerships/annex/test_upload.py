"""Files on their way in: limits, a full disk, strangers, leftovers, two at once."""

import os
import resource
from contextlib import contextmanager
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from partnerships.annex import actions
from partnerships.annex.models import AREA, Annex
from partnerships.annex.tasks import orphaned_files
from partnerships.base import clock, files
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from tests.once import post
from tests.partnerships.agreement.making import draft, offered
from tests.partnerships.annex import making

MB = 1024 * 1024


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def send(client, agreement, content: bytes, name="Plan.pdf"):
    data = {"kind": "a2", "upload": making.sent(content, name), "readers": "own"}
    return post(client, reverse("agreement_annex_create", args=[agreement.pk]), data)


@contextmanager
def disk_with(most: int):
    """The system itself refuses to write a file beyond so many bytes, as it does when a disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_private__folders_and_files_are_the_portals_own(cast, client):
    client.force_login(cast.social.staff)
    send(client, draft(cast), making.PDF)
    annex = Annex.objects.get()
    path = files.path_of(AREA, annex.file)
    assert [oct(each.stat().st_mode & 0o777) for each in (path, path.parent, path.parent.parent, files.folder())] == [
        "0o600",
        "0o700",
        "0o700",
        "0o700",
    ]
    assert annex.name not in str(path)
    assert path.stat().st_nlink == 1


@pytest.mark.parametrize(("size", "status"), [(15 * MB, 302), (15 * MB + 1, 422), (16 * MB, 413)])
def test_size__up_to_the_limit(client, cast, size, status):
    agreement = draft(cast)
    client.force_login(cast.social.staff)
    answer = send(client, agreement, making.PDF.ljust(size, b"\n"))
    assert answer.status_code == status
    assert Annex.objects.count() == (status == 302)
    if status != 302:
        assert "15,0\xa0MB" in answer.content.decode()
        assert making.kept(files.folder()) == []


def test_size__is_a_setting(client, cast, settings):
    settings.UPLOAD_BYTES = MB
    client.force_login(cast.social.staff)
    answer = send(client, draft(cast), making.PDF.ljust(2 * MB, b"\n"))
    assert (answer.status_code, "1,0\xa0MB" in answer.content.decode()) == (413, True)


def test_where_no_file_is_taken__it_is_thrown_away_and_a_long_request_refused(client, cast):
    client.force_login(cast.social.coordinator)
    url = reverse("agreement_create")
    answer = post(client, url, {"upload": making.sent(), "title": "x"})
    assert answer.status_code == 422
    assert post(client, url, {"upload": making.sent(making.PDF.ljust(3 * MB, b"\n"))}).status_code == 413
    assert client.post(url, b"title=" + b"x" * 3 * MB, content_type="application/x-www-form-urlencoded").status_code == 413
    assert making.kept(files.folder()) == []


def test_not_signed_in__leaves_nothing_on_the_disk(client, cast):
    agreement = draft(cast)
    with disk_with(0):  # not even for a moment
        answer = send(client, agreement, making.PDF.ljust(5 * MB, b"\n"))
    assert (answer.status_code, answer["Location"].startswith(reverse("account_login"))) == (302, True)


@pytest.mark.parametrize("most", [0, 100_000])
def test_disk_full__a_sentence_and_nothing_half_saved(client, cast, most):
    agreement = draft(cast)
    client.force_login(cast.social.staff)
    with disk_with(most):
        answer = send(client, agreement, making.PDF.ljust(MB, b"\n"))
    assert answer.status_code == 422
    assert "Die Datei konnte nicht gespeichert werden" in answer.content.decode()
    assert not Annex.objects.exists()
    assert making.kept(files.folder()) == []


def test_disk_full__while_a_picture_is_drawn_anew(client, cast):
    agreement = draft(cast)
    client.force_login(cast.social.staff)
    noise = os.urandom(300 * 300 * 3)
    from_noise = making.noise(noise, quality=20)
    with disk_with(len(from_noise) + 500):
        answer = send(client, agreement, from_noise, "Foto.jpg")
    assert answer.status_code == 422
    assert "Die Datei konnte nicht gespeichert werden" in answer.content.decode()
    assert making.kept(files.folder()) == []


def test_the_work_is_undone__no_row_and_the_file_is_swept(cast):
    agreement = draft(cast)
    with transaction.atomic():
        making.add(agreement, by=cast.social.staff)
        transaction.set_rollback(True)
    assert not Annex.objects.exists()
    assert len(making.kept(files.folder(AREA))) == 1  # harmless: nobody knows its name
    orphaned_files(clock.today())
    assert len(making.kept(files.folder(AREA))) == 1  # young: its row may be on its way


def test_sweep__old_files_without_a_row_go_and_others_stay(cast):
    agreement = draft(cast)
    kept = making.add(agreement, by=cast.social.staff)
    orphan = files.folder(AREA, "aa") / "orphan"
    orphan.write_bytes(b"x")
    half = files.new_incoming()
    long_ago = clock.now().timestamp() - 2 * 86_400
    for path in (orphan, half, files.path_of(AREA, kept.file)):
        os.utime(path, (long_ago, long_ago))
    orphaned_files(clock.today())
    assert making.kept(files.folder()) == [files.path_of(AREA, kept.file)]


def test_sweep__a_lost_file_is_told_in_the_log(cast, caplog):
    annex = making.add(draft(cast), by=cast.social.staff)
    files.path_of(AREA, annex.file).unlink()
    orphaned_files(clock.today())
    assert f"the file of annex {annex.file} is missing" in caplog.text


def test_a_place_is_never_taken_twice(tmp_path):
    first, second = files.new_incoming(), files.new_incoming()
    files.place(first, AREA, "aa/name")
    with pytest.raises(FileExistsError):
        files.place(second, AREA, "aa/name")


def test_the_session_had_ended__what_was_typed_comes_back(client, cast):
    agreement = draft(cast)
    client.force_login(cast.social.staff)
    url = reverse("agreement_annex_create", args=[agreement.pk])
    client.get(url)
    client.cookies.pop("session")
    data = {"kind": "a5", "upload": making.sent(), "comment": "Stand Mai", "readers": "own"}
    post(client, url, data, HTTP_REFERER=f"http://testserver{url}")
    stash = client.session["stash"]
    client.force_login(cast.social.staff)
    session = client.session
    session["stash"] = stash
    session.save()
    page = client.get(url).content.decode()
    assert "Stand Mai" in page
    assert not Annex.objects.exists()


def at_once(*works) -> list:
    barrier, results = Barrier(len(works), timeout=20), [None] * len(works)

    def run(number: int, work) -> None:
        try:
            barrier.wait()
            with translation.override("de"):
                results[number] = work()
        except Refused as refused:
            results[number] = refused.reason
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number, work)) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_twice_at_once__one_annex_one_file(cast):
    agreement = draft(cast)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(cast.social.staff)
    url = reverse("agreement_annex_create", args=[agreement.pk])

    def click(client):
        token = "01900000-0000-7000-8000-00000000abcd"
        return client.post(url, {"once": token, "kind": "a2", "upload": making.sent(), "readers": "own"})["Location"]

    assert len(set(at_once(lambda: click(clients[0]), lambda: click(clients[1])))) == 1
    assert Annex.objects.count() == 1
    assert len(making.kept(files.folder())) == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_removed_and_given_at_once__one_wins(cast, _round):
    agreement = offered(cast)
    annex = making.add(agreement, by=cast.social.staff)

    def give():
        with transaction.atomic():
            thing = type(agreement).objects.select_for_update(no_key=True).get(pk=agreement.pk)
            return actions.give(thing, organisation=cast.social.org, edition=2, by=cast.social.coordinator)

    given, removed = at_once(give, lambda: actions.remove(annex, by=cast.social.staff))
    if Annex.objects.exists():
        assert (given, removed) == ([annex], "Diese Datei wurde der anderen Seite gesendet und bleibt.")
        assert len(making.kept(files.folder())) == 1
    else:
        assert (given, removed) == ([], None)
        assert making.kept(files.folder()) == []
    assert Entry.objects.filter(verb__in=["annex.given", "annex.removed"]).count() == 1
