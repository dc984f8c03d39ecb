"""What one should look at before binding oneself: hints, never blocks. Words are German because the contract is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.agreement.models import Agreement
from partnerships.agreement.wording import Wording, gaps, numbered
from partnerships.base.valuation import Kind, MoneyType

SENTENCE = re.compile(r"[^.!?\n]+")
RETURN = re.compile(r"im gegenzug|gegenleistung|als ausgleich dafür", re.IGNORECASE)
DENIED = re.compile(r"\b(nicht|kein\w*|ohne)\b", re.IGNORECASE)
TENANTS_ONLY = re.compile(r"\b(nur|ausschließlich|allein)\b[^.!?\n]{0,40}\bmiet(er|erinnen|ende|parteien|erschaft)\w*", re.IGNORECASE)
TENANT_DATA = re.compile(r"\bmiet(er|ende|erinnen)\w*[-\s]?(daten|listen?|namen)\b|\bdaten (der|von) (mieter|bewohner)", re.IGNORECASE)
LINK = re.compile(r"\b(link|verlink\w*|hervorhebung|hervorgehoben)\b", re.IGNORECASE)
REFERENCE = re.compile(r"§\s*(\d{1,3})(?!\s*\d*\s*(?:BGB|AO|EStG|UStG|UStAE|GmbHG|HGB|WoFG|Abs))")


@dataclass(frozen=True)
class Hint:
    """A sentence, and the key of the clause it is about ("" for the whole)."""

    text: str
    key: str = ""
    where: str = ""


def hints_on(wording: Wording, kind: str) -> list[Hint]:
    found = [*_on_the_whole(wording, kind)]
    clauses = numbered(wording.clauses)
    found += _gaps(clauses)
    last = sum(1 for label, _clause in clauses if label)
    for label, clause in clauses:
        where = " ".join(filter(None, [label, clause.title]))
        found += [Hint(text, clause.key, where) for text in _on_clause(clause.body, kind, last)]
    return found


def _on_the_whole(wording: Wording, kind: str) -> Iterator[Hint]:
    rooms = kind == Agreement.Kind.USE or any(promise.kind == Kind.ROOMS for promise in wording.promises)
    if rooms and not wording.ends_on:
        yield Hint(_("Without an agreed end, a room lent free of charge can be asked back at any time. Please agree on an end."))
    if kind != Agreement.Kind.SERVICE and any(promise.money_type == MoneyType.FEE for promise in wording.promises):
        yield Hint(_("A payment for a service is taxable as a rule and belongs into a service contract. Please have it checked for tax."))
    if any(promise.money_type == MoneyType.SPONSORING for promise in wording.promises):
        text = " ".join(clause.body for clause in wording.clauses)
        if any(LINK.search(sentence) and not DENIED.search(sentence) for sentence in SENTENCE.findall(text)):
            yield Hint(
                _("A link or special emphasis of the sponsor counts as advertising and is taxable. A plain mention of the name is not.")
            )
    for promise in wording.promises:
        if _before(promise.starts_on, wording.starts_on) or _before(wording.ends_on, promise.ends_on):
            yield Hint(_("The promise “%(title)s” reaches beyond the term of the agreement.") % {"title": promise.title})


def _gaps(clauses) -> Iterator[Hint]:
    """One hint for all gaps, with the places where they are."""
    places = gaps(clause for _label, clause in clauses)
    count = sum(len(missing) for _place, missing in places)
    if count:
        text = ngettext(
            "One gap in braces is still to be filled: %(places)s.",
            "%(count)d gaps in braces are still to be filled: %(places)s.",
            count,
        )
        yield Hint(text % {"count": count, "places": ", ".join(place for place, _missing in places)})


def _before(day, other) -> bool:
    return bool(day and other and day < other)


def _on_clause(body: str, kind: str, last: int) -> Iterator[str]:
    sentences = SENTENCE.findall(body)
    if kind != Agreement.Kind.SERVICE and any(RETURN.search(sentence) and not DENIED.search(sentence) for sentence in sentences):
        yield _("“In return” can turn a grant into a taxable order. Describe purpose and goals, not what the giver gets for it.")
    if TENANTS_ONLY.search(body):
        yield _("Offers of a charity should be open to all residents, not only to the tenants of one company.")
    if any(TENANT_DATA.search(sentence) and not DENIED.search(sentence) for sentence in sentences):
        yield _("Data of tenants may be passed on only with consent or on a legal basis of its own. Please leave them out.")
    wrong = sorted({int(number) for number in REFERENCE.findall(body) if int(number) > last})
    if wrong:
        yield _("The text refers to § %(number)s, which this agreement does not have.") % {"number": ", § ".join(map(str, wrong))}
