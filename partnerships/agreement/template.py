"""The text an agreement starts with: template.toml, with everything the portal knows filled in.

What it does not know stays a visible {gap}.
"""

import tomllib
from functools import cache
from pathlib import Path

from django.utils.translation import override

from partnerships.agreement.models import Agreement
from partnerships.agreement.schemas import read_data
from partnerships.agreement.term import NoticeForm, NoticeTo, Renewal
from partnerships.agreement.wording import GAP, UNNUMBERED, ClauseText, Wording
from partnerships.organisation.models import Membership, Role
from partnerships.partnership.models import Field, Side


@cache
def _clauses() -> tuple[dict, ...]:
    path = Path(__file__).with_name("template.toml")
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["clause"])


def clauses_for(*, partnership, kind: str, head: Wording) -> tuple[ClauseText, ...]:
    """The German clauses of this kind of agreement between the parties of this partnership, with this term."""
    chosen = [clause for clause in _clauses() if kind in clause.get("kinds", Agreement.Kind.values)]
    known = _known(partnership, kind) | _term(head) | _references(chosen)
    represented = _representation(partnership)
    return tuple(_text(each, known, {"representation": represented} if each["key"] == "parties" and represented else {}) for each in chosen)


def every_clause(partnership) -> tuple[ClauseText, ...]:
    """Every clause there is, with the names of these parties, to be added one by one; no query where the parties are known."""
    clauses = _clauses()
    known = _names(partnership) | {f"§{each['key']}": f"dem Abschnitt „{each['title']}“" for each in clauses}
    return tuple(_text(each, known, {}) for each in clauses)


def _text(clause: dict, known: dict[str, str], tables: dict) -> ClauseText:
    data = read_data(clause["key"], clause.get("data", {}) | tables)
    return ClauseText(key=clause["key"], title=fill(clause["title"], known), body=fill(clause["body"].strip(), known), data=data)


def fill(text: str, known: dict[str, str]) -> str:
    """The text with every {name} that is known."""
    return GAP.sub(lambda gap: known.get(gap.group()[1:-1], gap.group()), text)


def _references(chosen: list[dict]) -> dict[str, str]:
    numbered = [clause["key"] for clause in chosen if clause["key"] not in UNNUMBERED]
    return {f"§{key}": f"§ {number}" for number, key in enumerate(numbered, start=1)}


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
    """Who may sign, as the organisations say in the portal; how (alone or jointly) stays open."""
    found = _signatories(partnership.binding_parties())
    return [{"party": each.organisation.name, "person": each.person.name, "function": each.function} for each in found]


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
