"""Small real files of every kind that is taken, and of some that are not."""

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from partnerships.annex import actions
from partnerships.annex.intake import Checked, checked_file
from partnerships.base import files

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def word() -> bytes:
    document, buffer = docx.Document(), io.BytesIO()
    document.add_paragraph("Bitte in § 3 die Schlüssel ergänzen.")
    document.save(buffer)
    return buffer.getvalue()


def excel() -> bytes:
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "Rate"
    book.save(buffer)
    return buffer.getvalue()


def packed(members: dict[str, bytes], *, compress=zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compress) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def open_document(kind: str = ODT, **members: bytes) -> bytes:
    return packed({"mimetype": kind.encode(), "content.xml": b"<x/>"} | {name.replace("__", "/"): body for name, body in members.items()})


def changed(content: bytes, add: dict[str, bytes] | None = None, replace: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    """A ZIP file with one part more, or with something else in its list of types."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(*replace) if replace[0] else members["[Content_Types].xml"]
    return packed(members | (add or {}))


def picture(kind: str = "JPEG", *, size=(60, 40), mode="RGB", **options) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, "#0f6b66" if mode in ("RGB", "RGBA") else 1).save(buffer, kind, **options)
    return buffer.getvalue()


def photo() -> bytes:
    """Taken upright by a phone that noted the place."""
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Telefonwerke"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, comment=b"geheim")


def checked(content: bytes = PDF, name: str = "Anlage.pdf") -> Checked:
    """A file as a form hands it over."""
    path = files.new_incoming()
    path.write_bytes(content)
    return checked_file(path, name)


def add(thing, *, by, kind="a2", content: bytes = PDF, name: str = "Raumplan.pdf", **more):
    return actions.add(thing, kind=kind, upload=checked(content, name), by=by, **more)


def sent(content: bytes = PDF, name: str = "Raumplan.pdf") -> SimpleUploadedFile:
    """For the test client."""
    return SimpleUploadedFile(name, content)


def kept(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def noise(content: bytes, **options) -> bytes:
    """A picture that cannot be packed well: drawn anew in better quality it takes more room."""
    buffer = io.BytesIO()
    side = round((len(content) // 3) ** 0.5)
    Image.frombytes("RGB", (side, side), content).save(buffer, "JPEG", **options)
    return buffer.getvalue()
