"""What a file is, is told by what is in it."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from partnerships.annex.formats import FORMATS, clean_name, format_of
from partnerships.annex.pictures import redrawn
from tests.partnerships.annex import making

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
WORD_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_TYPE = b"application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def found(tmp_path, content: bytes, name: str = "x") -> str:
    path = tmp_path / "sent"
    path.write_bytes(content)
    return format_of(path, name)


def refusal(tmp_path, content: bytes, name: str = "x.pdf") -> str:
    with pytest.raises(ValidationError) as refused:
        found(tmp_path, content, name)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("key", "make"),
    [
        ("pdf", lambda: making.PDF),
        ("docx", making.word),
        ("xlsx", making.excel),
        ("odt", making.open_document),
        ("ods", lambda: making.open_document(making.ODS)),
        ("png", lambda: making.picture("PNG")),
        ("jpeg", making.picture),
    ],
)
def test_taken__whatever_its_name_says(tmp_path, key, make):
    assert found(tmp_path, make(), "something.exe") == key
    assert key in FORMATS


@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        ("Kosten;Betrag\nMiete;1.200,00\n".encode("cp1252"), "Plan.csv", "csv"),
        ("﻿Öffnungszeiten: 10–12 Uhr".encode(), "Info.TXT", "txt"),
    ],
)
def test_plain_text__by_its_ending(tmp_path, content, name, key):
    assert found(tmp_path, content, name) == key


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<!DOCTYPE html><script>alert(1)</script>", "x.txt"),
        (b'  <svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "x.csv"),
        (b"\xef\xbb\xbf<html>", "x.txt"),
        (b"MZ\x90 looks like a program", "x.txt"),
        (b"text with\x00nothing", "x.txt"),
        (b"plain words", "x.pdf"),
        (b"\x7fELF and more", "x.docx"),
        (b" %PDF-1.7 later", "x.pdf"),
        (b"GIF89a....", "x.png"),
        (b"RIFF1234WEBP", "x.jpg"),
        (b"{\\rtf1 text}", "x.docx"),
    ],
)
def test_anything_else_is_refused__naming_what_is_taken(tmp_path, content, name):
    assert refusal(tmp_path, content, name).startswith("Diese Art von Datei wird nicht angenommen.")


def test_refused__with_its_own_sentence(tmp_path):
    assert refusal(tmp_path, b"") == "Diese Datei ist leer."
    assert refusal(tmp_path, OLD_WORD).startswith("Alte Office-Dateien und Dateien mit Kennwort")
    assert refusal(tmp_path, making.packed({"a.txt": b"x"})).startswith("ZIP-Dateien werden nicht angenommen")
    assert refusal(tmp_path, making.packed({"mimetype": b"application/epub+zip"})).startswith("ZIP-Dateien")
    assert refusal(tmp_path, making.word()[:900]).startswith("Diese Datei ist beschädigt")
    assert refusal(tmp_path, b"PK\x03\x04 and nonsense").startswith("Diese Datei ist beschädigt")


@pytest.mark.parametrize(
    "content",
    [
        lambda: making.changed(making.word(), add={"word/vbaProject.bin": b"x"}),
        lambda: making.changed(making.excel(), add={"xl/macrosheets/sheet1.xml": b"x"}),
        lambda: making.changed(making.excel(), add={"XL/VBAPROJECT.BIN": b"x"}),
        lambda: making.changed(making.word(), replace=(WORD_TYPE, MACRO_TYPE)),
        lambda: making.open_document(Basic__Standard__module1_xml=b"Sub main"),
        lambda: making.open_document(Scripts__python__x_py=b"print()"),
    ],
)  # fmt: skip
def test_macros_are_refused(tmp_path, content):
    assert refusal(tmp_path, content(), "x.docx").startswith("Diese Datei enthält Makros")


def test_a_bomb_is_not_unpacked(tmp_path):
    bomb = making.changed(making.word(), add={"word/media/image1.bmp": b"\0" * 30_000_000})
    assert len(bomb) < 100_000
    assert refusal(tmp_path, bomb) == "Diese Datei wird beim Öffnen zu groß."
    many = making.changed(making.word(), add={f"word/{n}.xml": b"" for n in range(4001)})
    assert refusal(tmp_path, many) == "Diese Datei wird beim Öffnen zu groß."


def test_a_password_is_noticed(tmp_path):
    content = bytearray(making.word())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        first = archive.infolist()[0]
    at = content.rindex(first.filename.encode()) - 46  # its line in the list at the end
    content[at + 8] |= 1
    assert refusal(tmp_path, bytes(content)).startswith("Diese Datei hat ein Kennwort")


@pytest.mark.parametrize(
    ("name", "key", "clean"),
    [
        ("Raumplan.pdf", "pdf", "Raumplan.pdf"),
        (r"C:\Users\Mara\Raumplan.PDF", "pdf", "Raumplan.pdf"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("Rechnung.pdf.exe", "pdf", "Rechnung.pdf.pdf"),
        ("Foto.JPEG", "jpeg", "Foto.jpg"),
        ("Foto.jpg", "png", "Foto.png"),
        ("Vertrag Nr. 5", "docx", "Vertrag Nr. 5.docx"),
        ("Stand 12.11.Entwurf", "pdf", "Stand 12.11.Entwurf.pdf"),
        ("gpj.\u202egnp.exe", "png", "gpj. gnp.png"),
        ("zeile\r\nSet-Cookie: x.txt", "txt", "zeile Set-Cookie x.txt"),
        ('"<a|b?*>".csv', "csv", "a b.csv"),
        ("U\u0308bersicht.pdf", "pdf", "Übersicht.pdf"),
        (".htaccess", "txt", "htaccess.txt"),
        ("...", "pdf", "Datei.pdf"),
        ("x" * 300 + ".pdf", "pdf", "x" * 120 + ".pdf"),
    ],
)
def test_names_are_cleaned(name, key, clean):
    assert clean_name(name, key) == clean


def redraw(tmp_path, content: bytes, key: str) -> bytes:
    path = tmp_path / "picture"
    path.write_bytes(content)
    return redrawn(path, key).read_bytes()


def test_picture__is_upright_and_knows_nothing_of_the_camera(tmp_path):
    sent = making.photo()
    assert b"Telefonwerke" in sent
    assert b"geheim" in sent
    new = redraw(tmp_path, sent, "jpeg")
    with Image.open(io.BytesIO(new)) as picture:
        assert picture.size == (40, 60)
        assert dict(picture.getexif()) == {}
        assert picture.info.get("comment") is None
    assert b"Telefonwerke" not in new
    assert b"geheim" not in new


def test_picture__what_hides_behind_it_stays_outside(tmp_path):
    assert b"<script>" not in redraw(tmp_path, making.picture("PNG") + b"<script>alert(1)</script>", "png")


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("PNG", "1"), ("PNG", "I;16"), ("JPEG", "L"), ("JPEG", "CMYK")]
)
def test_picture__of_any_mode_stays_what_it_is(tmp_path, kind, mode):
    sent = making.picture(kind, mode=mode)
    new = redraw(tmp_path, sent, kind.lower())
    with Image.open(io.BytesIO(new)) as now, Image.open(io.BytesIO(sent)) as then:
        assert (now.mode, now.size) == (then.mode, then.size)
        assert now.convert("RGB").getpixel((5, 5)) == then.convert("RGB").getpixel((5, 5))


def test_picture__transparency_stays(tmp_path):
    drawn = Image.new("P", (4, 4), 0)
    drawn.putpalette([10, 20, 30, 200, 100, 50])
    buffer = io.BytesIO()
    drawn.save(buffer, "PNG", transparency=0)
    with Image.open(io.BytesIO(redraw(tmp_path, buffer.getvalue(), "png"))) as picture:
        assert picture.convert("RGBA").getpixel((1, 1)) == (10, 20, 30, 0)


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff\xe0 nothing", b"\x89PNG\r\n\x1a\n nothing", making.picture("PNG", size=(300, 300))[:-60]]
)
def test_picture__damaged_is_refused(tmp_path, content):
    with pytest.raises(ValidationError, match="beschädigt"):
        redraw(tmp_path, content, "png" if content[1:4] == b"PNG" else "jpeg")
    assert making.kept(tmp_path / "media") == []


def test_picture__a_bomb_is_refused(tmp_path):
    with pytest.raises(ValidationError, match="Bildpunkte"):
        redraw(tmp_path, making.picture("PNG", size=(8000, 6000), mode="1"), "png")
