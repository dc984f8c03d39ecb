"""What an amendment says before the text: which agreement it changes, from when, and what is new. The whole text follows it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.agreement.amends import taken_up
from partnerships.agreement.compare import SAME, Comparison
from partnerships.agreement.edition import Edition
from partnerships.agreement.marks import name_of
from partnerships.agreement.models import Agreement
from partnerships.agreement.page import annex_changes
from partnerships.base.templatetags.portal import day
from partnerships.paper.shapes import PLAIN, Line, Part

WHAT = {"changed": gettext_lazy("reads anew"), "added": gettext_lazy("is added"), "removed": gettext_lazy("is struck out")}


def preface(agreement: Agreement, edition: Edition, found: Comparison) -> list[Part]:
    """In the words of a contract; `found`: what the edition changes. Three queries."""
    what = [*_values(found), *_annexes(agreement, edition)]
    return [
        Part("", _("What this amendment changes"), [Line(PLAIN, "", text) for text in (_opening(agreement, edition), *what)], []),
        Part("", _("The agreement as it then reads"), [], []),
    ]


def _opening(agreement: Agreement, edition: Edition) -> str:
    words = {"title": agreement.amends.title, "number": agreement.amends_edition, "signed": day(agreement.amends.signed_at)}
    told = _("The parties amend the agreement “%(title)s”, signed on %(signed)s, edition %(number)d.") % words
    first = _("The amendment is valid from %(day)s.") % {"day": day(edition.starts_on)} if edition.starts_on else ""
    first = first or _("The amendment is valid from the day on which all have signed.")
    return f"{told} {first} " + _("Whatever is not named here stays as it was.")


def _values(found: Comparison) -> Iterator[str]:
    """One line for each clause, value or promise that is new."""
    for value in found.term:
        yield f"{value.label}: {value.old or '–'} → {value.new or '–'}"
    for clause in found.clauses:
        name = name_of(clause)
        if clause.status != SAME:
            yield f"{name}: {WHAT[clause.status]}"
        elif clause.moved:
            yield f"{name}: {_('stands in another place')}"
    for promise in found.promises:
        if promise.status == "changed":
            values = "; ".join(f"{value.label}: {value.old or '–'} → {value.new or '–'}" for value in promise.values)
            yield _("Promise “%(title)s”: %(values)s") % {"title": promise.title, "values": values}
        elif promise.status != SAME:
            yield _("Promise “%(title)s”: %(values)s") % {"title": promise.title, "values": WHAT[promise.status]}


def _annexes(agreement: Agreement, edition: Edition) -> Iterator[str]:
    for change in annex_changes(taken_up(agreement).edition, edition):
        yield f"{change['label']}, {change['name']}: {WHAT[change['status']]}"
