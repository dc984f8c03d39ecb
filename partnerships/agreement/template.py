"""The text an agreement starts with: template.toml, with everything the portal knows filled in.

What it does not know stays a visible {gap}.
"""

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from partnerships.agreement.models import Agreement
from partnerships.agreement.schemas import read_data
from partnerships.agreement.term import NoticeForm, NoticeTo, Renewal
from partnerships.agreement.wording import GAP, ClauseText, Wording, numbered
from partnerships.organisation.models import Membership, Role
from partnerships.partnership.models import Field, Side

# what the portal knows when a draft is begun
PLACEHOLDERS = (
    ("{A}", _("the social side: its short name, or “Seite A” where there are several")),
    ("{B}", _("the housing side: its short name, or “Seite B” where there are several")),
    ("{Parteien}", _("full names, seats and who may sign")),
    ("{Art}", _("the kind of agreement")),
    ("{Quartiere}", _("the quarters of the partnership")),
    ("{Handlungsfelder}", _("the fields of action of the partnership")),
    ("{Start} {Ende} {Zeitraum}", _("first day, last day, both in words")),
    ("{Kündigungsfrist} {Kündigungstermin} {Form}", _("months of notice, to which day, in which form")),
    ("{Verlängerung}", _("a sentence on renewal")),
    ("{§rooms} {§funding} …", _("the number of that clause")),
)


@cache
def _clauses() -> tuple[dict, ...]:
    path = Path(__file__).with_name("template.toml")
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["clause"])


@cache
def shipped(kind: str) -> tuple[ClauseText, ...]:
    """The working text of the portal for this kind of agreement, with its {gaps}."""
    return tuple(_text(each) for each in _clauses() if kind in each.get("kinds", Agreement.Kind.values))


@cache
def every_shipped() -> tuple[ClauseText, ...]:
    """Every clause there is, whatever the kind."""
    return tuple(map(_text, _clauses()))


def clauses_for(*, partnership, kind: str, head: Wording, texts: tuple[ClauseText, ...] | None = None) -> tuple[ClauseText, ...]:
    """The German clauses of this kind of agreement between the parties of this partnership, with this term.

    `texts` are those of an organisation's own template, in place of the shipped ones.
    """
    chosen = shipped(kind) if texts is None else texts
    known = _known(partnership, kind) | _term(head) | _references(chosen)
    return tuple(_represented(_filled(each, known), partnership) for each in chosen)


def every_clause(partnership) -> tuple[ClauseText, ...]:
    """Every clause there is, with the names of these parties, to be added one by one; no query where the parties are known."""
    known = _names(partnership) | {f"§{each.key}": f"dem Abschnitt „{each.title}“" for each in every_shipped()}
    return tuple(_filled(each, known) for each in every_shipped())


def _text(clause: dict) -> ClauseText:
    return ClauseText(clause["title"], clause["body"].strip(), clause["key"], read_data(clause["key"], clause.get("data", {})))


def _filled(clause: ClauseText, known: dict[str, str]) -> ClauseText:
    return replace(clause, title=fill(clause.title, known), body=fill(clause.body, known))


def _represented(clause: ClauseText, partnership) -> ClauseText:
    """With those who may sign and where the parties are registered, where a text of one's own says nothing of it."""
    if clause.key != "parties":
        return clause
    known = {"representation": _representation(partnership), "register": _register(partnership)}
    return replace(clause, data=read_data("parties", known | clause.data))


def fill(text: str, known: dict[str, str]) -> str:
    """The text with every {name} that is known."""
    return GAP.sub(lambda gap: known.get(gap.group()[1:-1], gap.group()), text)


def _references(chosen: tuple[ClauseText, ...]) -> dict[str, str]:
    return {f"§{clause.key}": label for label, clause in numbered(chosen) if label}


TO = {NoticeTo.MONTH: "Monatsende", NoticeTo.QUARTER: "Quartalsende", NoticeTo.YEAR: "Jahresende", NoticeTo.TERM: "Ende der Laufzeit"}
FORM = {NoticeForm.TEXT: "Textform", NoticeForm.WRITTEN: "Schriftform"}
RENEWAL = {
    Renewal.NONE: "Sie endet, ohne dass es einer Kündigung bedarf.",
    Renewal.DECISION: "Sie verlängert sich nur, wenn beide Seiten es beschließen.",
    Renewal.AUTO: "Sie verlängert sich jeweils um {months} Monate, wenn niemand rechtzeitig kündigt.",
}


def _term(head: Wording) -> dict[str, str]:
    start, end = (f"{day:%d.%m.%Y}" if day else "" for day in (head.starts_on, head.ends_on))
    known = {
        "Start": start,
        "Ende": end,
        "Zeitraum": f"die Zeit vom {start} bis {end}" if start and end else "",
        "Kündigungsfrist": str(head.notice_months),
        "Kündigungstermin": TO[NoticeTo(head.notice_to)],
        "Form": FORM[NoticeForm(head.notice_form)],
        "Verlängerung": RENEWAL[Renewal(head.renewal)].format(months=head.renewal_months),
    }
    return {name: text for name, text in known.items() if text}


def _known(partnership, kind) -> dict[str, str]:
    social, housing = partnership.parties_of(Side.SOCIAL), partnership.parties_of(Side.HOUSING)
    names = _names(partnership)
    with override("de"):
        fields = _list([str(Field(field).label) for field in partnership.fields_of_action])
        label = str(Agreement.Kind(kind).label)
    known = {
        **names,
        "Art": label,
        "Parteien": f"{_rubrum(social, names['A'])}\n\nund\n\n{_rubrum(housing, names['B'])}",
        "Quartiere": _list([quarter.name for quarter in partnership.quarters.order_by("name")]),
        "Handlungsfelder": fields,
    }
    return {name: text for name, text in known.items() if text}


def _names(partnership) -> dict[str, str]:
    a, b = _name(partnership.parties_of(Side.SOCIAL), "Seite A"), _name(partnership.parties_of(Side.HOUSING), "Seite B")
    return {"A": a, "B": b, "A/B": f"{{{a} / {b}}}"}


def _name(parties, several: str) -> str:
    return str(parties[0]) if len(parties) == 1 else several


def _list(words: list[str]) -> str:
    return " und ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _signatories(parties):
    return (
        Membership.objects.current()
        .with_role(Role.SIGNATORY)
        .filter(organisation__in=[party.organisation_id for party in parties])
        .select_related("person", "organisation")
        .order_by("organisation__name", "person__name")
    )


def _representation(partnership) -> list[dict]:
    """Who may sign, and how, as the organisations say in the portal."""
    return [
        {"party": each.organisation.name, "person": each.person.name, "function": each.function, "authority": each.organisation.signs}
        for each in _signatories(partnership.binding_parties())
    ]


def _register(partnership) -> list[dict]:
    organisations = [party.organisation for party in partnership.binding_parties()]
    return [
        {"party": each.name, "legal_form": each.legal_form, "seat": each.city, "court": each.register_court, "number": each.register_no}
        for each in organisations
    ]


def _rubrum(parties, short: str) -> str:
    """One side as a contract names it: who, where, represented by whom."""
    signatories = _signatories(parties)
    lines = []
    for party in parties:
        named = [
            ", ".join(filter(None, [each.person.name, each.function]))
            for each in signatories
            if each.organisation_id == party.organisation_id
        ]
        seat = f", {party.organisation.city}" if party.organisation.city else ""
        lines.append(f"{party.organisation.name}{seat}, vertreten durch {_list(named) or '{Name, Funktion}'}")
    together = "gemeinsam " if len(parties) > 1 else ""
    return "\n".join(lines) + f"\n– nachfolgend {together}„{short}“ –"
