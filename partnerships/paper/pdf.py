"""An edition as PDF: PDF/UA, tagged; a signed one also PDF/A-3, with the content it was signed for inside."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.base import clock
from partnerships.base.templatetags.portal import moment
from partnerships.export.typesetting import typeset
from partnerships.paper.text import LANGUAGE, Paper, Part, valued_note

TEMPLATE = Path(__file__).with_name("agreement.typ")
CONTENT = "inhalt.json"
MARK = "augenhoehe-sha256:"


def write_draft(paper: Paper, output: Path) -> None:
    """With a watermark: nobody takes it for what was signed."""
    with override(LANGUAGE):
        typeset(TEMPLATE, _data(paper, watermark=paper.status), output)


def write_signed(paper: Paper, output: Path, *, content: bytes, words: dict[str, str] | None = None) -> None:
    """`content` is what the signatures were given to, byte for byte; its SHA-256 stands on the last page. `words` instead of the usual."""
    with override(LANGUAGE):
        data = _data(paper, watermark="") | {"attachment": _("What was signed, as data"), "keywords": [f"{MARK}{paper.digest}"]}
        data["words"] |= words or {}
        pictures = {each.name: each.path.read_bytes() for part in paper.parts for each in part.pictures}
        typeset(TEMPLATE, data, output, standards=("a-3a", "ua-1"), beside=pictures | {CONTENT: content})


def _data(paper: Paper, *, watermark: str) -> dict:
    return {
        "title": paper.title,
        "kind": paper.kind,
        "status": paper.status,
        "watermark": watermark,
        "attachment": "",
        "keywords": [],
        "written": _moment_of(clock.now()),
        "parties": paper.sides,
        "facts": [*paper.sides, *paper.facts, (_("State of the text"), f"{paper.status}, {moment(paper.as_of)}")],
        "parts": [_part(part) for part in paper.parts],
        "promises": vars(paper.promises) if paper.promises else None,
        "term": paper.term,
        "annexes": paper.annexes,
        "digest": paper.digest,
        "confirmations": [vars(each) | {"at": _in_germany(each.at)} for each in paper.confirmations],
        "words": _words(paper),
    }


def _part(part: Part) -> dict:
    pictures = [{"name": each.name, "text": each.text} for each in part.pictures]
    return vars(part) | {"lines": list(map(vars, part.lines)), "grids": list(map(vars, part.grids)), "pictures": pictures}


def _moment_of(at) -> dict[str, int]:
    return {name: getattr(localtime(at), name) for name in ("year", "month", "day", "hour", "minute", "second")}


def _in_germany(at) -> str:
    return _("%(moment)s, time in Germany") % {"moment": moment(at)}


def _words(paper: Paper) -> dict[str, str]:
    given = _("Each of the confirmations above was given to exactly this text. Its content is attached to this file.")
    if paper.amendment:
        name, digest = paper.amendment
        given = _(
            "The confirmations above were given to “%(name)s”, by which the agreement reads like this; check sum of its text: %(digest)s."
            " The content of this text is attached to this file."
        ) % {"name": name, "digest": digest}
    return {
        "page": _("Page"),
        "of": _("of"),
        "term": _("Term and notice"),
        "promises": _("Promises"),
        "valued": valued_note(),
        "annexes": _("Annexes"),
        "signed": _("Confirmed by"),
        "method": _(
            "Documented consent in text form: each person was signed in to the portal, had this edition before them and confirmed it for"
            " their organisation. It is not a qualified electronic signature."
        ),
        "digest_title": _("Checksum of the text (SHA-256)"),
        "digest": given,
        "check_title": _("Is this file unchanged?"),
        "check": _("Anybody can have it checked at %(address)s.") % {"address": f"{settings.BASE_URL}{reverse('paper_verify')}"},
    }
