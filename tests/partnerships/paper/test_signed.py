"""The signed PDF: made once, the same for ever, recognised again."""

import hashlib
import json
import resource
from threading import Barrier, Thread

import pikepdf
import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from partnerships.agreement.edition import Clause
from partnerships.agreement.models import Agreement
from partnerships.base import clock, files
from partnerships.consent.models import Consent
from partnerships.paper.build import MismatchError, make
from partnerships.paper.models import SignedPaper
from partnerships.paper.tasks import make_paper, orphaned_papers, unmade_papers
from partnerships.person.models import Person
from tests.once import body
from tests.partnerships.agreement.making import active, draft, offered
from tests.partnerships.annex.making import kept, sent
from tests.partnerships.paper.making import made, path_of, text_of


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    yield
    cache.clear()  # whoever asks from here on has not asked yet


def fetch(client, paper):
    return client.get(reverse("agreement_signed", args=[paper.edition.agreement_id, paper.edition.number]), follow=True)


def check(client, content: bytes):
    return client.post(reverse("paper_verify"), {"upload": sent(content, "x.pdf")})


def test_the_last_signature__expects_it_in_the_same_transaction(cast):
    assert not SignedPaper.objects.filter(edition__agreement=offered(cast)).exists()
    agreement = active(cast)
    paper = SignedPaper.objects.get()
    assert (paper.edition, paper.is_made) == (agreement.current(), False)
    assert {paper.digest} == set(Consent.objects.of(agreement).values_list("digest", flat=True))


def test_made__says_who_confirmed_what_and_when(cast):
    paper = made(cast)
    text = text_of(path_of(paper))
    for words in (
        "Unterzeichnete Fassung 1", "Bestätigt von", "Klang signatory", "Klang Auenstedt", "Bau signatory", "Bau Auenstedt",
        "Dokumentierte Zustimmung (Textform)", "keine qualifizierte elektronische Signatur", "Zeit in Deutschland",
        reverse("paper_verify"),
    ):  # fmt: skip
        assert words in text, words
    assert paper.digest in text.replace(" ", "")
    assert "Entwurf" not in text


def test_made__hash_shown_is_the_hash_of_what_was_signed(cast):
    """The text's check sum on the last page, in the file's own data, in every consent and over the attached content: one and the same."""
    paper = made(cast)
    with pikepdf.open(path_of(paper)) as pdf:
        assert pdf.check_pdf_syntax() == []  # what qpdf finds
        content = pdf.attachments["inhalt.json"].get_file().read_bytes()
        words = str(pdf.docinfo["/Keywords"])
        assert str(pdf.open_metadata().get("pdfaid:part")) == "3"
        assert str(pdf.open_metadata().get("pdfuaid:part")) == "1"
    assert hashlib.sha256(content).hexdigest() == paper.digest == paper.edition.agreement.digest()
    assert words == f"augenhoehe-sha256:{paper.digest}"
    assert json.loads(content)["clauses"][1]["body"].startswith("Die Partner wollen gute Nachbarschaft.")
    assert (paper.sha256, paper.size) == (files.sha256_of(path_of(paper)), path_of(paper).stat().st_size)


def test_made__once(cast):
    paper = made(cast)
    content = path_of(paper).read_bytes()
    Person.objects.filter(pk=cast.social.signatory.pk).update(name="Ganz anders")
    assert not make(paper.pk)
    make_paper(str(paper.pk))
    assert unmade_papers() == 0
    assert path_of(paper).read_bytes() == content
    assert len(kept(files.folder())) == 1


@pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"file": "aa/b"}, {"digest": "0" * 64}, {"seal": "x"}])
def test_made__not_even_sql_changes_it(cast, change):
    made(cast)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        SignedPaper.objects.update(**change)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        SignedPaper.objects.all().delete()


def test_another_text__is_never_made(cast):
    paper = SignedPaper.objects.get(edition__agreement=active(cast))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # a superuser beyond every trigger
    Clause.objects.filter(edition=paper.edition, key="purpose").update(body="Etwas anderes.")
    with pytest.raises(MismatchError):
        make(paper.pk)
    assert kept(files.folder()) == []
    paper.refresh_from_db()
    assert not paper.is_made


def test_the_disk_is_full__tried_again_later(cast):
    paper = SignedPaper.objects.get(edition__agreement=active(cast))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(Exception, match=r"large|failed"):
            make(paper.pk)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert kept(files.folder()) == []
    assert not make(paper.pk)  # not at once
    paper.refresh_from_db()
    with clock.travel(paper.next_try_at):
        assert unmade_papers() == 1
        assert make(paper.pk)


def test_sweeper__finds_signed_agreements_nobody_expects_a_paper_of(cast):
    agreement = active(cast)
    SignedPaper.objects.all().delete()
    draft(cast)
    assert unmade_papers() == 1
    assert SignedPaper.objects.get().edition == agreement.current()


def test_sweep__leaves_made_ones_and_tells_of_lost_ones(cast, caplog):
    paper = made(cast)
    orphaned_papers(clock.today())
    assert path_of(paper).is_file()
    path_of(paper).unlink()
    orphaned_papers(clock.today())
    assert f"the PDF papers/{paper.file} is missing" in caplog.text


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once__one_file(cast):
    paper = SignedPaper.objects.get(edition__agreement=active(cast))
    barrier, results = Barrier(2, timeout=20), []

    def work():
        try:
            barrier.wait()
            results.append(make(paper.pk))
        finally:
            connection.close()

    threads = [Thread(target=work) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(results) == [False, True]
    assert len(kept(files.folder())) == 1


def test_download__for_parties_and_observers_and_nobody_else(client, cast):
    paper = made(cast)
    content = path_of(paper).read_bytes()
    for person in (cast.social.reader, cast.housing.staff, cast.observer.reader):
        client.force_login(person)
        answer = fetch(client, paper)
        assert body(answer) == content
        assert answer["Content-Disposition"] == 'attachment; filename="vereinbarung-lindenhof-unterzeichnet.pdf"'
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    client.force_login(cast.outsider.coordinator)
    assert fetch(client, paper).status_code == 404


def test_download__while_it_waits_the_page_says_so(client, cast):
    agreement = active(cast)
    client.force_login(cast.social.reader)
    assert "Sie liegt in einer Minute hier" in client.get(reverse("agreement_papers", args=[agreement.pk])).content.decode()
    assert "wird gerade hergestellt" in fetch(client, SignedPaper.objects.get()).content.decode()


def test_download__a_file_that_was_tampered_with_is_not_handed_out(client, cast):
    paper = made(cast)
    path_of(paper).write_bytes(path_of(paper).read_bytes() + b"\n")
    client.force_login(cast.social.reader)
    assert "Die Datei ist im Moment nicht da." in fetch(client, paper).content.decode()


def test_papers__show_both_check_sums(client, cast):
    paper = made(cast)
    client.force_login(cast.observer.reader)
    page = client.get(reverse("agreement_papers", args=[paper.edition.agreement_id])).content.decode()
    assert paper.sha256 in page
    assert paper.digest in page
    assert 'name="format"' not in page  # observers read, they do not work on the text


def test_verify__tells_names_to_who_may_read_it_only(client, cast):
    paper = made(cast)
    content = path_of(paper).read_bytes()
    for person, told in ((cast.housing.reader, True), (cast.observer.reader, True), (cast.outsider.coordinator, False), (None, False)):
        client.logout()
        if person:
            client.force_login(person)
        page = check(client, content).content.decode()
        assert "Signed and unchanged" not in page
        assert "Unterzeichnet und unverändert" in page
        assert ("Klang signatory" in page, "Vereinbarung Lindenhof" in page) == (told, told)
        assert ("erfahren nur die Beteiligten" in page) is not told


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content + b"\n",
        lambda content: content[:-1],
        lambda content: content[:9],
        lambda content: content.replace(b"%%EOF", b"%%eof"),
    ],
)
def test_verify__one_byte_more_or_less_is_unknown(client, cast, change):
    content = path_of(made(cast)).read_bytes()
    page = check(client, change(content))
    assert page.status_code == 200
    assert "Unbekannt oder verändert" in page.content.decode()


def test_verify__keeps_nothing_and_wants_a_file(client, cast):
    before = kept(files.folder())
    assert client.get(reverse("paper_verify")).status_code == 200
    assert client.post(reverse("paper_verify")).status_code == 422
    assert check(client, b"").status_code == 422
    check(client, b"%PDF-1.7" + b"x" * 5_000_000)
    assert check(client, b"x" * 16_000_000).status_code == 413
    assert kept(files.folder()) == before == []


def test_verify__not_without_end(client, db):
    answers = [check(client, b"%PDF-1.7").status_code for _each in range(21)]
    assert answers == [200] * 20 + [429]


def test_command__unchanged_and_unknown(cast, capsys, tmp_path):
    paper = made(cast)
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(path_of(paper).read_bytes())
    call_command("verify_pdf", str(copy))
    told = capsys.readouterr().out
    assert f"Unchanged: the signed PDF of “{paper.edition.agreement}”, edition 1." in told
    assert "Klang signatory" in told
    assert "Without a seal." in told
    copy.write_bytes(copy.read_bytes() + b"\n")
    with pytest.raises(CommandError, match="not shown"):
        call_command("verify_pdf", str(copy))
    assert "Unknown" in capsys.readouterr().out


def test_command__offline_by_what_lies_inside(cast, capsys, tmp_path, django_assert_num_queries):
    paper = made(cast)
    with django_assert_num_queries(0):
        call_command("verify_pdf", str(path_of(paper)), offline=True)
    assert f"has the check sum that the file names: {paper.digest}" in capsys.readouterr().out
    forged = tmp_path / "forged.pdf"
    with pikepdf.open(path_of(paper)) as pdf:
        content = pdf.attachments["inhalt.json"].get_file().read_bytes().replace(b"Nachbarschaft", b"Feindschaft")
        stream = pdf.Root.AF[0].EF.F
        stream.write(content)
        pdf.save(forged)
    with pytest.raises(CommandError):
        call_command("verify_pdf", str(forged), offline=True)
    assert "it was changed" in capsys.readouterr().out
    for content in (b"%PDF-1.7 nothing", b"no pdf at all"):
        forged.write_bytes(content)
        with pytest.raises(CommandError):
            call_command("verify_pdf", str(forged), offline=True)
        assert "no signed content" in capsys.readouterr().out


def test_command__a_file_that_is_not_there():
    with pytest.raises(CommandError, match="No such file"):
        call_command("verify_pdf", "/nowhere/x.pdf")


def test_ended__the_paper_stays(client, cast):
    paper = made(cast)
    Agreement.objects.filter(pk=paper.edition.agreement_id).update(state="ended")
    client.force_login(cast.social.reader)
    assert body(fetch(client, paper)) == path_of(paper).read_bytes()
