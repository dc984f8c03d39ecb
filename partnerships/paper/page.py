"""What the page of an agreement's papers shows to this person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from partnerships.annex.models import OF_THE_TEXT, Kind
from partnerships.paper.models import SignedPaper
from partnerships.paper.signatures import confirmations_of


@dataclass
class Files:
    """The annexes by what they are: of the text, laid ready for the own next proposal, former ones, drafts that came back, scans."""

    text: list[dict] = field(default_factory=list)
    ready: list[dict] = field(default_factory=list)
    former: list[dict] = field(default_factory=list)
    returned: list[dict] = field(default_factory=list)
    scans: list[dict] = field(default_factory=list)


def sorted_files(rows: list[dict], edition: int) -> Files:
    found = Files()
    for row in rows:
        annex = row["annex"]
        if annex.kind == Kind.SCAN:
            found.scans.append(row)
        elif annex.kind == Kind.RETURNED:
            found.returned.append(row)
        elif annex.edition is None:
            found.ready.append(row)
        elif annex.kind in OF_THE_TEXT and (annex.until is None or annex.until > edition):
            found.text.append(row)
        else:
            found.former.append(row)
    return found


_FINDERS: list[Callable] = []


@dataclass(frozen=True)
class Found:
    """What a file turned out to be; `paper` and `names` only for who may read the agreement."""

    known: bool
    paper: Any = None
    agreement: Any = None  # or whatever else was confirmed
    names: list = field(default_factory=list)
    kind: str = ""  # what it is, where it is no agreement


def found(sha256: str, person) -> Found:
    """Is a file with this check sum a PDF of the portal that all confirmed, and what may this person know about it?"""
    return next((answer for find in [signed_paper, *_FINDERS] if (answer := find(sha256, person)).known), Found(known=False))


def finds(find: Callable[[str, Any], Found]) -> Callable:
    """Register another kind of paper that is made once; its slice lies above."""
    _FINDERS.append(find)
    return find


def signed_paper(sha256: str, person) -> Found:
    papers = SignedPaper.objects.with_names().filter(sha256=sha256)
    if not papers.exists():
        return Found(known=False)
    paper = papers.filter(pk__in=SignedPaper.objects.visible_to(person).values("pk")).first() if person.is_authenticated else None
    if paper is None:
        return Found(known=True)
    return Found(True, paper, paper.edition.agreement, confirmations_of(paper.edition))
