"""What the page of an agreement's papers shows to this person."""

from dataclasses import dataclass, field

from partnerships.agreement.models import Agreement
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


@dataclass(frozen=True)
class Found:
    """What a file turned out to be; `paper` and `names` only for who may read the agreement."""

    known: bool
    paper: SignedPaper | None = None
    agreement: Agreement | None = None
    names: list = field(default_factory=list)


def found(sha256: str, person) -> Found:
    """Is a file with this check sum a signed PDF of the portal, and what may this person know about it?"""
    papers = SignedPaper.objects.with_names().filter(sha256=sha256)
    if not papers.exists():
        return Found(known=False)
    paper = papers.filter(pk__in=SignedPaper.objects.visible_to(person).values("pk")).first() if person.is_authenticated else None
    if paper is None:
        return Found(known=True)
    return Found(True, paper, paper.edition.agreement, confirmations_of(paper.edition))
