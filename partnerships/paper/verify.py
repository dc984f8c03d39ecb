"""Is this PDF the one that was signed, unchanged?

By its check sum: every signed PDF of this portal is known. And by what lies in it: the content that was signed is attached, and the check
sum of that content stands beside it; this holds without the portal's database, yet says nothing about the words one sees. Only the seal,
where there is one, covers the whole file.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from partnerships.base import files
from partnerships.paper.models import SignedPaper
from partnerships.paper.pdf import MARK
from partnerships.paper.seal import Sealed, check_seal


@dataclass(frozen=True)
class Inside:
    """The check sum that the file names, and the one of the content that is attached to it."""

    named: str
    attached: str

    @property
    def fits(self) -> bool:
        return bool(self.named) and self.named == self.attached


@dataclass(frozen=True)
class Answer:
    sha256: str
    paper: SignedPaper | None
    inside: Inside | None
    seal: Sealed | None


def examine(path: Path, *, trusted=None, offline: bool = False) -> Answer:
    """`trusted`: certificates the seal may lead to; `offline`: without asking the database."""
    sha256 = files.sha256_of(path)
    paper = None if offline else SignedPaper.objects.with_names().filter(sha256=sha256).first()
    seal = check_seal(path, trusted=trusted) if is_pdf(path) else None
    return Answer(sha256, paper, look_inside(path), seal)


def is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"%PDF-"


def look_inside(path: Path) -> Inside | None:
    """None where the file is none of ours."""
    if not is_pdf(path):
        return None
    with path.open("rb") as file:
        try:
            reader = PdfFileReader(file)
            words = str(reader.trailer["/Info"]["/Keywords"])
            content = reader.root["/AF"][0]["/EF"]["/F"].data
        except (PdfError, KeyError, IndexError, TypeError, ValueError):
            return None
    if MARK not in words:
        return None
    return Inside(words.partition(MARK)[2][:64], hashlib.sha256(content).hexdigest())
