"""What the page of an agreement shows to this person: the verbs there are, whose turn it is, and the totals of its promises."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from partnerships.agreement import rules
from partnerships.agreement.models import FINAL, Agreement
from partnerships.agreement.schemas import tables_of
from partnerships.agreement.template import GAP
from partnerships.agreement.wording import numbered
from partnerships.base.verdict import Verdict
from partnerships.partnership.models import Side
from partnerships.partnership.rules import is_open


def verdicts(agreement, person) -> dict[str, Verdict]:
    """Only the verbs this state knows; what is missing is not shown at all."""
    asked = {
        Agreement.State.DRAFT: ("edit", "offer", "drop"),
        Agreement.State.OFFERED: ("sign", "counter", "drop"),
    }.get(agreement.state, ())
    return {verb: getattr(rules, f"may_{verb}")(person, agreement) for verb in asked}


def turn(agreement, person) -> dict | None:
    """For components/turn.html; nothing for observers and where nothing is open."""
    side = agreement.partnership.side_of(person)
    if side is None:
        return None
    if agreement.state in FINAL:
        return {"whose": "done", "ask": ""}
    if agreement.state != Agreement.State.OFFERED or not is_open(agreement.partnership):
        return None
    if agreement.both_agreed():
        return {"whose": "mine", "days": agreement.turn_days, "ask": _("All who take part have signed. Please bring it into force.")}
    if agreement.turn_now != side:
        return {"whose": "theirs", "who": agreement.turn_names(), "days": agreement.turn_days, "ask": _still_missing(agreement)}
    party = agreement.partnership.party_of(person)
    if party.organisation_id in agreement.yeses():
        missing = ", ".join(str(each) for each in agreement.missing_parties() if each.side == side)
        return {"whose": "theirs", "who": missing, "days": agreement.turn_days, "ask": _still_missing(agreement)}
    return {"whose": "mine", "days": agreement.turn_days, "ask": _("Please read the text: sign it or make a counter-proposal.")}


def _still_missing(agreement) -> str:
    names = get_text_list([str(party) for party in agreement.missing_parties()], _("and"))
    return _("Still missing: the yes of %(names)s.") % {"names": names}


def text_of(edition) -> list[dict]:
    """The clauses with their numbers; gaps that are still to be filled apart from the words around them."""
    return [
        {"number": number, "key": clause.key, "title": _pieces(clause.title), "body": _pieces(clause.body), "tables": tables_of(clause)}
        for number, clause in numbered(edition.clauses.all())
    ]


def _pieces(text: str) -> list[dict]:
    words, gaps = GAP.split(text), GAP.findall(text)
    pieces = [{"text": words[0], "gap": False}]
    for gap, after in zip(gaps, words[1:], strict=True):
        pieces += [{"text": gap, "gap": True}, {"text": after, "gap": False}]
    return [piece for piece in pieces if piece["text"]]


def totals(edition, partnership) -> list[dict]:
    """The value of all promises over the whole time, per direction."""
    sides = {party.organisation_id: party.side for party in partnership.party_list()}
    sums = dict.fromkeys((Side.HOUSING, Side.SOCIAL), 0)
    for promise in edition.promises.all():
        sums[sides.get(promise.giver_id, Side.HOUSING)] += promise.total
    return [{"side": side, "total": total} for side, total in sums.items() if total]
