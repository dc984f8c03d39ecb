"""What the page of an agreement's papers shows to this person."""

from dataclasses import dataclass, field

from partnerships.annex.models import OF_THE_TEXT, Kind


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
