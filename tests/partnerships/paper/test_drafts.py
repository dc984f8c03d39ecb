"""Any edition as PDF and Word, on its way to being signed."""

import zipfile
from dataclasses import replace

import docx
import pikepdf
import pytest
from django.urls import reverse
from docx.oxml.ns import qn

from partnerships.agreement import actions as agreements
from partnerships.agreement.wording import ClauseText
from partnerships.base.verdict import Refused
from partnerships.export.build import build, claim, folder
from partnerships.export.models import Export
from partnerships.paper import actions
from partnerships.paper.pdf import write_draft
from partnerships.paper.text import paper_of
from partnerships.paper.word import write_word
from tests.once import body, post
from tests.partnerships.agreement.making import draft, offered, promises, reworded, wording
from tests.partnerships.amendment import making as amendments
from tests.partnerships.paper.making import text_of

LONG = "(1) Die Partner treffen sich:\na) monatlich im Treff,\nb) halbjährlich im {Ort}.\n(2) <b>Jede</b> Seite #lädt $ein; _nicht_ *fett*."


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EXPORT_DIR = tmp_path / "exports"


@pytest.fixture
def words(cast):
    start = wording(cast)
    purpose = replace(start.clauses[1], body=LONG)
    rooms = ClauseText(key="rooms", title="Räume", body="Bau überlässt Klang den Raum.", data={})
    return replace(
        start, clauses=(start.clauses[0], purpose, rooms, ClauseText(key="own", title="Mehr", body="(2) Zuerst die Zwei.\n(1) x"))
    )


@pytest.fixture
def paper(cast, words):
    agreement = draft(cast, clauses=words.clauses)
    return paper_of(agreement, agreement.current())


def test_pdf__tagged_titled_german_and_marked_as_a_draft(paper, tmp_path):
    path = tmp_path / "x.pdf"
    write_draft(paper, path)
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "de-DE"
        assert str(pdf.docinfo["/Title"]) == "Vereinbarung Lindenhof"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.open_metadata().get("pdfuaid:part")) == "1"
    text = text_of(path)
    assert "Entwurf, Fassung 1" in text
    assert "Bestätigt von" not in text
    assert "Augenhöhe" not in text


def test_pdf__holds_every_word_and_reads_none_as_markup(paper, tmp_path):
    path = tmp_path / "x.pdf"
    write_draft(paper, path)
    text = text_of(path)
    for words in (
        "Vertragsparteien", "§ 1 Zweck", "(1) Die Partner treffen sich:", "a) monatlich im Treff,", "b) halbjährlich im {Ort}.",
        "(2) <b>Jede</b> Seite #lädt $ein; _nicht_ *fett*.",
        "§ 2 Räume", "§ 3 Mehr", "(2) Zuerst die Zwei.", "Die Wohnungsseite gibt",
        "01.01.2026 – 31.12.2030", "6 Monate zum Jahresende, Textform", "Gruppenraum", "20 m² × 9,00 €", "4.320,00 €",
    ):  # fmt: skip
        assert words in text, words


def test_word__real_headings_and_numbers(paper, tmp_path):
    path = tmp_path / "x.docx"
    write_word(paper, path)
    document = docx.Document(str(path))
    headings = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [p.text for p in headings] == ["Vertragsparteien", "Zweck", "Räume", "Mehr", "Laufzeit und Kündigung", "Zusagen"]
    assert [number_of(p) for p in headings] == ["0", None, None, None, "0", "0"]  # § 1 to § 3 by the style; the others have none
    assert [p.text for p in document.paragraphs if p.style.name == "Absatz"] == [
        "Die Partner treffen sich:",
        "<b>Jede</b> Seite #lädt $ein; _nicht_ *fett*.",
    ]
    assert [p.text for p in document.paragraphs if p.style.name == "Punkt"] == ["monatlich im Treff,", "halbjährlich im {Ort}."]
    assert "(2) Zuerst die Zwei." in [p.text for p in document.paragraphs if p.style.name == "Normal"]
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == ["Vereinbarung Lindenhof"]


def number_of(paragraph) -> str | None:
    properties = paragraph._p.pPr
    return properties.numPr.numId.get(qn("w:val")) if properties is not None and properties.numPr is not None else None


def test_word__one_list_of_three_levels(paper, tmp_path):
    path = tmp_path / "x.docx"
    write_word(paper, path)
    document = docx.Document(str(path))
    numbering = document.part.numbering_part.element
    ours = next(each for each in numbering.findall(qn("w:num")) if each.get(qn("w:numId")) == "77")
    key = ours.find(qn("w:abstractNumId")).get(qn("w:val"))
    abstract = next(each for each in numbering.findall(qn("w:abstractNum")) if each.get(qn("w:abstractNumId")) == key)
    levels = [
        tuple(level.find(qn(f"w:{name}")).get(qn("w:val")) for name in ("numFmt", "lvlText", "pStyle"))
        for level in abstract.findall(qn("w:lvl"))
    ]
    assert levels == [("decimal", "§ %1", "Heading1"), ("decimal", "(%2)", "Absatz"), ("lowerLetter", "%3)", "Punkt")]
    for level, (_form, _text, style_id) in enumerate(levels):
        style = next(style for style in document.styles if style.style_id == style_id)
        number = style.element.pPr.numPr
        assert (number.numId.val, number.ilvl.val) == (77, level)
    kinds = [each.tag for each in numbering]
    assert kinds.index(qn("w:num")) > max(n for n, tag in enumerate(kinds) if tag == qn("w:abstractNum"))


def test_word__tables_header_language_and_tracked_changes(paper, tmp_path):
    path = tmp_path / "x.docx"
    write_word(paper, path)
    document = docx.Document(str(path))
    table = document.tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == ["Zusage", "Art", "Wer gibt wem", "Wie viel", "Wann", "Wert insgesamt"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[2].cells][::5] == ["Gruppenraum", "4.320,00\u00a0€"]
    assert "Entwurf, Fassung 1, Stand" in document.sections[0].header.paragraphs[0].text
    assert document.settings.element.find(qn("w:trackRevisions")) is not None
    assert (document.core_properties.title, document.core_properties.author) == ("Vereinbarung Lindenhof", "Klang Auenstedt, Bau Auenstedt")
    with zipfile.ZipFile(path) as archive:
        assert b'w:lang w:val="de-DE"' in archive.read("word/styles.xml")
        footer = next(name for name in archive.namelist() if name.startswith("word/footer"))
        assert b"NUMPAGES" in archive.read(footer)


def test_ask__either_side_has_any_edition_it_reads(client, cast, words):
    agreement = offered(cast)
    agreements.counter(agreement, edition=1, wording=reworded(cast), comment="Öfter.", by=cast.housing.coordinator)
    for person in (cast.social.reader, cast.housing.staff):
        client.force_login(person)
        for number, kind in ((1, "pdf"), (2, "docx")):
            answer = post(client, reverse("agreement_paper", args=[agreement.pk, number]), {"format": kind})
            export = Export.objects.latest("created_at")
            assert answer["Location"] == export.get_absolute_url()
            assert "Unterlagen" in client.get(answer["Location"]).content.decode()
            build(claim(export.pk))
            export.refresh_from_db()
            assert (export.state, export.title, export.error) == ("done", f"Vereinbarung Lindenhof, Fassung {number}", "")
            assert (folder() / export.file).suffix == f".{kind}"
            content = body(client.get(reverse("export_download", args=[export.pk])))
            assert content[:4] == (b"%PDF" if kind == "pdf" else b"PK\x03\x04")


def test_ask__what_one_cannot_read_is_not_there(client, cast):
    agreement = draft(cast)
    client.force_login(cast.housing.coordinator)
    assert post(client, reverse("agreement_paper", args=[agreement.pk, 1]), {"format": "pdf"}).status_code == 404
    client.force_login(cast.social.coordinator)
    assert post(client, reverse("agreement_paper", args=[agreement.pk, 2]), {"format": "pdf"}).status_code == 404
    assert post(client, reverse("agreement_paper", args=[agreement.pk, 1]), {"format": "csv"}).status_code == 404
    assert not Export.objects.exists()


def test_ask__access_that_ended_meanwhile_builds_nothing(cast):
    agreement = offered(cast)
    export = actions.ask_paper(agreement.current(), file_format="pdf", by=cast.housing.staff)
    cast.housing.people["staff"].memberships.update(ended_at=agreement.created_at)
    build(claim(export.pk))
    export.refresh_from_db()
    assert (export.state, export.error) == ("failed", "Sie können diese Fassung nicht mehr lesen.")


def test_ask__observers_read_on_the_page(cast):
    agreement = offered(cast)
    with pytest.raises(Refused):
        actions.ask_paper(agreement.current(), file_format="pdf", by=cast.observer.reader)


def test_amendment__what_changes_is_told_apart_from_what_stays(cast, tmp_path):
    agreement = amendments.in_force(cast)
    room = replace(promises(cast)[1], title="Großer Raum")
    amendment = amendments.drafted(cast, agreement, promises=(promises(cast)[0], room))
    paper = paper_of(amendment, amendment.current())
    marks = {part.title: (part.mark, part.changed) for part in paper.parts if part.mark}
    stays = ("Wie unterschrieben", False)
    assert marks == {"Vertragsparteien": stays, "Zweck": ("Geändert", True), "Räume": stays}
    assert [row[0] for row in paper.promises.rows] == ["Zuschuss (Wie unterschrieben)", "Großer Raum (Geändert)"]
    assert ("Titel und Laufzeit", "Wie unterschrieben") in paper.term
    write_draft(paper, tmp_path / "x.pdf")
    write_word(paper, tmp_path / "x.docx")
    assert text_of(tmp_path / "x.pdf").count("Wie unterschrieben") == 4
    assert [each.text for each in docx.Document(tmp_path / "x.docx").paragraphs if each.text == "Geändert"] == ["Geändert"]
