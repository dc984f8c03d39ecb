"""What one should look at before binding oneself: hints, never blocks. Words are German because the contract is.

Each hint has an id and the key of the part it is about, so that one can follow it there. A sentence that denies what it names
("ohne Gegenleistung", "nicht nur für Mieter") is no reason for a hint.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.agreement.beside import on_agreement
from partnerships.agreement.hints_tables import lends_rooms, on_tables, on_term
from partnerships.agreement.models import Agreement
from partnerships.agreement.parts import PROMISES, TERM
from partnerships.agreement.wording import GAP, Wording, numbered
from partnerships.base.valuation import MoneyType

SENTENCE = re.compile(r"[^.!?\n]+")
NO_END = re.compile(  # a dot that ends no sentence
    r"\b(?:z\.\s?B|d\.\s?h|u\.\s?a|i\.\s?d\.\s?R|bzw|ggf|Art|Abs|Nr|vgl|inkl|ca|evtl|sog|Str|Dr)\."
    r"|\b\d{1,2}\.(?=\s?(?:\d|Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez))"
)
RETURN = re.compile(r"gegenleistung", re.IGNORECASE)
EXCHANGE = re.compile(r"(?<!nicht )\b(?:im gegenzug|als ausgleich dafür)\b", re.IGNORECASE)
DENIED = re.compile(r"\b(nicht|kein\w*|ohne|weder|niemals|verzicht\w*)\b", re.IGNORECASE)
TENANTS_ONLY = re.compile(r"\b(nur|ausschließlich|allein)\b[^.!?\n]{0,40}\bmiet(er|erinnen|ende|parteien|erschaft)\w*", re.IGNORECASE)
TENANT_DATA = re.compile(
    r"\bmiet(er|ende|erinnen)\w*[-\s]?(daten|listen?|namen)\b|\bdaten (der|von) (mieter|mieterinnen|mietenden|bewohner|bewohnerinnen)",
    re.IGNORECASE,
)
ALLOWED = re.compile(r"\b(einwillig\w*|eingewilligt|rechtsgrundlage|anonym\w*|zusammengefasst\w*)\b", re.IGNORECASE)
LINK = re.compile(r"\b(link|verlink\w*|hervorhebung|hervorgehoben)\b", re.IGNORECASE)
LAW = r"BGB|AO|EStG|KStG|GewStG|UStG|UStAE|GmbHG|HGB|WoFG|StGB|BDSG|WEG|SGB"
REFERENCE = re.compile(rf"§\s*(\d{{1,3}})(?!\d|[^.;!?\n]{{0,40}}\b(?:{LAW})\b)")


@dataclass(frozen=True)
class Hint:
    """A sentence; `key` is that of the part it is about ("" for the whole), `where` its name; `more` the same of several parts."""

    id: str
    text: str
    key: str = ""
    where: str = ""
    more: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> str:
        """The id of the part on a page."""
        return place_of(self.key)

    @property
    def places(self) -> list[tuple[str, str]]:
        return [(place_of(key), name) for key, name in self.more]


def place_of(key: str) -> str:
    return f"part-{key.replace(':', '_')}" if key else ""


def hints_of(agreement: Agreement, wording: Wording) -> list[Hint]:
    """Hints on these words of this agreement, also on what else is there; one query. The term of an amendment is the agreement's."""
    beside = [Hint(name, text, key) for name, text, key in on_agreement(agreement, wording)]
    if agreement.amends_id:
        wording = replace(wording, starts_on=agreement.amends.starts_on)
    return [*beside, *hints_on(wording, agreement.kind)]


def hints_on(wording: Wording, kind: str) -> list[Hint]:
    clauses = numbered(wording.clauses)
    last = sum(1 for label, _clause in clauses if label)
    found = [*_on_the_whole(wording, kind), *_on_gaps(wording)]
    for label, clause in clauses:
        where = " ".join(filter(None, [label, clause.title]))
        told = [*_on_words(clause.body, wording, kind, last), *on_tables(clause, wording, kind)]
        found += [Hint(name, text, clause.key, where) for name, text in told]
    return found


def _on_the_whole(wording: Wording, kind: str) -> Iterator[Hint]:
    if lends_rooms(wording, kind) and not wording.ends_on:
        text = _("Without an agreed end, a room lent free of charge can be asked back at any time. Please agree on an end.")
        yield Hint("loan_without_end", text, TERM)
    for name, text in on_term(wording):
        yield Hint(name, text, TERM)
    if kind == Agreement.Kind.SUBSIDY and wording.notice_form != "schriftform":
        yield Hint("written_form", _("This kind of contract needs the written form. The consent in this portal does not replace it."), TERM)
    if kind != Agreement.Kind.SERVICE and any(promise.money_type == MoneyType.FEE for promise in wording.promises):
        text = _("A payment for a service is taxable as a rule and belongs into a service contract. Please have it checked for tax.")
        yield Hint("fee", text, PROMISES)
    for promise in wording.promises:
        if _before(promise.starts_on, wording.starts_on) or _before(wording.ends_on, promise.ends_on):
            text = _("The promise “%(title)s” reaches beyond the term of the agreement.") % {"title": promise.title}
            yield Hint("promise_beyond_term", text, PROMISES)


def _on_gaps(wording: Wording) -> Iterator[Hint]:
    """One hint for all gaps, with the places where they are."""
    places = [
        (clause.key, " ".join(filter(None, [label, clause.title])), GAP.findall(f"{clause.title}\n{clause.body}"))
        for label, clause in numbered(wording.clauses)
    ]
    missing = [(key, name, found) for key, name, found in places if found]
    count = sum(len(found) for _key, _name, found in missing)
    if count:
        text = ngettext("One gap in braces is still to be filled:", "%(count)d gaps in braces are still to be filled:", count)
        yield Hint("gaps", text % {"count": count}, missing[0][0], more=tuple((key, name) for key, name, _found in missing))


def _before(day, other) -> bool:
    return bool(day and other and day < other)


def _on_words(body: str, wording: Wording, kind: str, last: int) -> Iterator[tuple[str, str]]:
    body = NO_END.sub(lambda abbreviation: abbreviation.group().replace(".", ""), body)
    sentences = SENTENCE.findall(body)
    if kind != Agreement.Kind.SERVICE and (EXCHANGE.search(body) or _says(RETURN, sentences)):
        yield (
            "in_return",
            _("“In return” can turn a grant into a taxable order. Describe purpose and goals, not what the giver gets for it."),
        )
    if _says(TENANTS_ONLY, sentences):
        yield "tenants_only", _("Offers of a charity should be open to all residents, not only to the tenants of one company.")
    if any(TENANT_DATA.search(each) and not DENIED.search(each) and not ALLOWED.search(each) for each in sentences):
        yield "tenant_data", _("Data of tenants may be passed on only with consent or on a legal basis of its own. Please leave them out.")
    if any(promise.money_type == MoneyType.SPONSORING for promise in wording.promises) and _says(LINK, sentences):
        text = _("A link or special emphasis of the sponsor counts as advertising and is taxable. A plain mention of the name is not.")
        yield "sponsor_link", text
    wrong = sorted({int(number) for number in REFERENCE.findall(body) if int(number) > last})
    if wrong:
        yield (
            "reference",
            _("The text refers to § %(number)s, which this agreement does not have.") % {"number": ", § ".join(map(str, wrong))},
        )


def _says(pattern: re.Pattern, sentences: list[str]) -> bool:
    """Does a sentence say it, and not the opposite?"""
    return any(pattern.search(sentence) and not DENIED.search(sentence) for sentence in sentences)
