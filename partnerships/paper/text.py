"""An edition as a paper shows it: read once, written as PDF or as Word. Contracts are German, so is all that stands around the text."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from partnerships.agreement.amends import changes
from partnerships.agreement.edition import Edition
from partnerships.agreement.marks import Mark, Marks, marks_of
from partnerships.agreement.models import Agreement
from partnerships.agreement.page import totals
from partnerships.agreement.parts import NAMES, TERM
from partnerships.agreement.schemas import tables_of
from partnerships.agreement.wording import numbered
from partnerships.base.templatetags.portal import day, euro, number
from partnerships.paper.preface import preface
from partnerships.paper.shapes import PARAGRAPH, PLAIN, POINT, Grid, Line, Part
from partnerships.partnership.models import Side

LANGUAGE = "de"
ITEM = re.compile(r"\((\d{1,2})\)\s+(.*)")
LETTER = re.compile(r"([a-z])\)\s+(.*)")


@dataclass(frozen=True)
class Confirmation:
    organisation: str
    person: str
    function: str
    at: datetime
    digest: str


@dataclass(frozen=True)
class Paper:
    title: str
    kind: str
    edition: int
    as_of: datetime
    sides: list[tuple[str, str]]
    parts: list[Part]
    promises: Grid | None
    term: list[tuple[str, str]]
    annexes: list[tuple[str, str, str]]
    digest: str
    confirmations: list[Confirmation] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)  # what else stands at the top
    amendment: tuple[str, str] | None = None  # by which the text came: its name, the check sum it was signed with

    @property
    def status(self) -> str:
        """What the reader must know first."""
        if self.confirmations:
            return _("Signed edition %(number)d") % {"number": self.edition}
        return _("Draft, edition %(number)d") % {"number": self.edition}


def paper_of(agreement: Agreement, edition: Edition, *, digest: str = "", confirmations: list[Confirmation] | None = None) -> Paper:
    """The edition, read with its contents, in German words."""
    with override(LANGUAGE):
        found = changes(agreement, edition) if agreement.amends_id else None
        marks = marks_of(found) if found else None
        return Paper(
            title=edition.name,
            kind=str(agreement.get_kind_display()),
            edition=edition.number,
            as_of=edition.sent_at or edition.created_at,
            sides=sides_of(agreement.partnership),
            parts=[
                *(preface(agreement, edition, found) if found else ()),
                *(_part(label, clause, marks.clauses[clause.key] if marks else None) for label, clause in numbered(edition.clauses.all())),
            ],
            promises=_promises(agreement, edition, marks),
            term=_term(agreement, edition, marks),
            annexes=edition.annex_rows,
            digest=digest,
            confirmations=confirmations or [],
            amendment=(edition.merges.title, edition.merges.digest()) if edition.merges_id else None,
        )


def valued_note() -> str:
    """Below every table of promises."""
    return _("Rooms and time have a calculated value: for transparency, no donation receipt. Every month or year that has begun counts.")


def lines_of(body: str) -> list[Line]:
    """A clause's text line by line; (1) (2) and a) b) are numbers only as long as they run on from the first one."""
    found: list[Line] = []
    items, letters = _Count(), _Count()
    for text in filter(None, map(str.strip, body.split("\n"))):
        if match := ITEM.fullmatch(text):
            counts = items.goes_on_to(int(match[1]))
            letters = _Count(whole=counts)
            found.append(Line(PARAGRAPH, f"({match[1]})", match[2], counts))
        elif match := LETTER.fullmatch(text):
            found.append(Line(POINT, f"{match[1]})", match[2], letters.goes_on_to(ord(match[1]) - ord("a") + 1)))
        else:
            found.append(Line(PLAIN, "", text))
    return found


class _Count:
    """1, 2, 3 without a gap?"""

    def __init__(self, *, whole: bool = True) -> None:
        self.last, self.whole = 0, whole

    def goes_on_to(self, number: int) -> bool:
        self.whole = self.whole and number == self.last + 1
        self.last = number
        return self.whole


def _part(label: str, clause, mark: Mark | None) -> Part:
    grids = [Grid(each.title, each.columns, each.rows, each.numbers, facts=each.facts if each.single else []) for each in tables_of(clause)]
    return Part(label, clause.title, lines_of(clause.body), grids, str(mark.label) if mark else "", mark not in (None, Mark.STAYS))


def sides_of(partnership) -> list[tuple[str, str]]:
    parties = partnership.binding_parties()
    return [
        (str(Side(side).label), get_text_list([party.organisation.name for party in parties if party.side == side], _("and")))
        for side in (Side.SOCIAL, Side.HOUSING)
    ]


def _promises(agreement: Agreement, edition: Edition, marks: Marks | None) -> Grid | None:
    rows = [
        [
            promise.title + (f" ({marks.promises[promise.key].label})" if marks else ""),
            ", ".join(filter(None, [str(promise.get_kind_display()), str(promise.get_money_type_display())])),
            f"{promise.giver} → {promise.receiver}",
            _how_much(promise),
            f"{day(promise.starts_on)} – {day(promise.ends_on)}",
            euro(promise.total),
        ]
        for promise in edition.promises.all()
    ]
    if not rows:
        return None
    sums = [
        [_("The social side gives") if total["side"] == Side.SOCIAL else _("The housing side gives"), euro(total["total"])]
        for total in totals(edition, agreement.partnership)
    ]
    columns = [_("Promise"), _("Kind"), _("Who gives whom"), _("How much"), _("When"), _("Value in all")]
    return Grid(_("Promises"), columns, rows, [False, False, False, False, False, True], totals=sums)


def _how_much(promise) -> str:
    amount = f"{euro(promise.amount)} {promise.get_per_display()}"
    if not promise.is_valued:
        return amount
    source = f" ({promise.rate_source})" if promise.rate_source else ""
    return f"{amount}: {number(promise.quantity)} {promise.unit} × {euro(promise.rate)}{source}"


def _term(agreement: Agreement, edition: Edition, marks: Marks | None) -> list[tuple[str, str]]:
    first = agreement.amends.starts_on if agreement.amends_id else edition.starts_on
    start = day(first) if first else _("without agreed start")
    end = day(edition.ends_on) if edition.ends_on else _("without agreed end")
    months = ngettext("%(months)d month", "%(months)d months", edition.notice_months) % {"months": edition.notice_months}
    notice = _("%(months)s to %(to)s, %(form)s") % {
        "months": months, "to": edition.get_notice_to_display(), "form": edition.get_notice_form_display(),
    }  # fmt: skip
    rows = [(_("Term"), f"{start} – {end}"), (_("Notice period"), notice), (_("Renewal"), str(edition.get_renewal_display()))]
    if edition.renewal_months:
        by = ngettext("by %(months)d month", "by %(months)d months", edition.renewal_months) % {"months": edition.renewal_months}
        rows[-1] = (_("Renewal"), f"{edition.get_renewal_display()}, {by}")
    if agreement.amends_id:
        rows.insert(0, (_("The amendment is valid from"), day(edition.starts_on) or _("the day on which all have signed")))
    if marks:
        rows.append((str(NAMES[TERM]), str(marks.term.label)))
    return rows
