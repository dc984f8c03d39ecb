"""Which files are taken, told by their content; the name they came with decides nothing but between plain text and CSV."""

import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_MEMBERS = 4000
MOST_UNPACKED = 300_000_000
MOST_RATIO = 200  # of one member: text of a spreadsheet shrinks a lot, a bomb much more
RATIO_FROM = 1_000_000
MOST_TYPES = 1_000_000
NAME_LETTERS = 120
HEAD = 4096


@dataclass(frozen=True)
class Format:
    suffix: str
    media_type: str
    label: str


OPEN_XML = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
FORMATS = {
    "pdf": Format("pdf", "application/pdf", "PDF"),
    "docx": Format("docx", f"{OPEN_XML}.wordprocessingml.document", "Word (DOCX)"),
    "xlsx": Format("xlsx", f"{OPEN_XML}.spreadsheetml.sheet", "Excel (XLSX)"),
    "odt": Format("odt", f"{OPEN_DOCUMENT}.text", "OpenDocument (ODT)"),
    "ods": Format("ods", f"{OPEN_DOCUMENT}.spreadsheet", "OpenDocument (ODS)"),
    "png": Format("png", "image/png", "PNG"),
    "jpeg": Format("jpg", "image/jpeg", "JPEG"),
    "txt": Format("txt", "text/plain", "TXT"),
    "csv": Format("csv", "text/csv", "CSV"),
}
MAIN_PARTS = {
    f"{OPEN_XML}.wordprocessingml.document.main+xml".encode(): "docx",
    f"{OPEN_XML}.spreadsheetml.sheet.main+xml".encode(): "xlsx",
}
MACRO_PART = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|macrosheets/.*)$|^(basic|scripts)/", re.IGNORECASE)
MARKUP = re.compile(rb"^\s*<\s*(!doctype|html|svg|script|\?xml|head|body|iframe)", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")
UNWANTED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]')


def refuse(sentence: str) -> ValidationError:
    return ValidationError(sentence, code="type")


def format_of(path: Path, name: str) -> str:
    """The key of the file's format; what is not taken is refused with a sentence."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise refuse(_("This file is empty."))
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"PK\x03\x04"):
        return _packed(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise refuse(
            _("Old Office files and files with a password are not taken. Please save it as DOCX, XLSX or PDF, without a password.")
        )
    suffix = PurePosixPath(name).suffix.lower().removeprefix(".")
    if suffix in ("txt", "csv") and _is_text(path):
        return suffix
    raise refuse(_("This kind of file is not taken. Possible are PDF, DOCX, XLSX, ODT, ODS, PNG, JPEG, TXT and CSV."))


def _packed(path: Path) -> str:
    """Which Office format a ZIP file is: told by what lies in it, and only if it can be unpacked without harm."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _require_harmless(members)
            names = {member.filename for member in members}
            found = _open_xml(archive, names) or _open_document(archive, members)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as error:
        raise refuse(_("This file is damaged and cannot be opened.")) from error
    if found is None:
        raise refuse(_("ZIP files are not taken. Please send each file on its own."))
    return found


def _require_harmless(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise refuse(_("This file has a password. Please save it without one."))
    bombs = any(m.file_size > RATIO_FROM and m.file_size > MOST_RATIO * max(1, m.compress_size) for m in members)
    if bombs or len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise refuse(_("This file becomes too large when it is opened."))
    if any(MACRO_PART.search(member.filename) for member in members):
        raise _with_macros()


def _with_macros() -> ValidationError:
    return refuse(_("This file contains macros. Please save it without them, as DOCX, XLSX, ODT, ODS or PDF."))


def _open_xml(archive: zipfile.ZipFile, names: set[str]) -> str | None:
    if "[Content_Types].xml" not in names:
        return None
    if archive.getinfo("[Content_Types].xml").file_size > MOST_TYPES:
        return None
    types = archive.read("[Content_Types].xml")
    if b"macroenabled" in types.lower():
        raise _with_macros()
    return next((key for kind, key in MAIN_PARTS.items() if b'"%s"' % kind in types), None)


def _open_document(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> str | None:
    """An OpenDocument file begins with its type, not compressed."""
    if not members or members[0].filename != "mimetype" or members[0].file_size > 100:
        return None
    kind = archive.read(members[0]).decode("ascii", "replace").strip()
    return next((key for key in ("odt", "ods") if FORMATS[key].media_type == kind), None)


def _is_text(path: Path) -> bool:
    content = path.read_bytes()
    if MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")) or content.startswith(b"MZ"):
        return False
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return not CONTROLS.search(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return False


def clean_name(name: str, key: str) -> str:
    """The name as it is shown and given back: one line, nothing a computer could trip over, with the ending of what it is."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    words = " ".join(UNWANTED.sub(" ", plain).split()).strip(". ")
    stem = ENDING.sub("", words).strip(". ")[:NAME_LETTERS].strip(". ") or _("file")
    return f"{stem}.{FORMATS[key].suffix}"
