"""What the page of an agreement shows to this person: the way and where it stands, whose turn it is, the verbs there are, its text."""

from collections import Counter

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.agreement import rules
from partnerships.agreement.amends import Basis, changes, fits, overtaken_by
from partnerships.agreement.marks import marks_of
from partnerships.agreement.motion import Motion, Voice
from partnerships.agreement.moves import BESIDE, BOUND, PATH, PATH_OF_AMENDMENT, State
from partnerships.agreement.parts import OUTLINE, PROMISES, TERM
from partnerships.agreement.schemas import tables_of
from partnerships.agreement.wording import GAP, numbered
from partnerships.annex.page import laid_ready as annexes_laid_ready
from partnerships.base import clock
from partnerships.base.nested import revived
from partnerships.base.templatetags.portal import day
from partnerships.base.verdict import Verdict
from partnerships.organisation.models import WRITERS, Role
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Side
from partnerships.partnership.rules import is_open

WHAT = {
    TERM: gettext_lazy("Beginning, end and notice period, as they stand in the key facts."),
    PROMISES: gettext_lazy("Who gives whom how much, as it stands in the table below."),
    OUTLINE: gettext_lazy("Which clauses there are and in which order, and which annexes belong to them."),
}
VERBS = {
    State.IDEA: ("take_up", "drop"),
    State.DRAFT: ("edit", "offer", "drop"),
    State.REVIEW: ("answer", "counter", "drop"),
    State.COUNTER: ("answer", "counter", "drop"),
    State.AGREED: ("submit", "reopen", "drop"),
    State.RELEASE: ("submit", "reopen", "drop"),
    State.SIGNING: ("sign", "submit", "reopen", "drop"),
    State.DROPPED: ("revive",),
}
ASKS = {
    State.IDEA: gettext_lazy("What do you think of it? Either of you may write a draft."),
    State.DRAFT: gettext_lazy("Please finish the draft and offer it."),
    State.REVIEW: gettext_lazy("Please read the text and answer: agree, or say what should change."),
    State.COUNTER: gettext_lazy("Please read the counter-proposal and answer: agree, or say what should change."),
    State.AGREED: gettext_lazy("The text is agreed. Please give it into the release of your house."),
    State.RELEASE: gettext_lazy("Your house has not released the text yet."),
    State.SIGNING: gettext_lazy("Please read the text once more and sign it."),
}


def verdicts(agreement, person) -> dict[str, Verdict]:
    """Only the verbs this state knows; what is missing is not shown at all, and signing only to those whose signature is missing."""
    found = {verb: getattr(rules, f"may_{verb}")(person, agreement) for verb in VERBS.get(State(agreement.state), ())}
    party = agreement.partnership.party_of(person)
    if "sign" in found and not found["sign"] and not (party and _signs(person, agreement, party)):
        del found["sign"]
    return found


def path(agreement) -> list[dict]:
    """The way of every agreement, and where this one stands: done, now, or still to come."""
    here = BESIDE.get(State(agreement.state), State(agreement.state))
    steps = PATH_OF_AMENDMENT if agreement.amends_id else PATH
    if here not in steps:
        return []
    at = steps.index(here)
    return [
        {
            "label": agreement.get_state_display() if number == at else step.label,
            "at": "done" if number < at else "now" if number == at else "coming",
            "day": _day_of(agreement, step) if number > at else None,
        }
        for number, step in enumerate(steps)
        if step != State.IDEA or agreement.about
    ]


def _day_of(agreement, step):
    """When a step comes by itself."""
    return {State.ACTIVE: agreement.starts_on, State.MERGED: agreement.starts_on, State.ENDED: agreement.ends_on}.get(step)


def turn(agreement, person, cards=()) -> dict | None:
    """For components/turn.html; nothing for observers and where nothing is open. `cards`: the releases about it."""
    party = agreement.partnership.party_of(person)
    if party is None:
        return None
    if agreement.state in BOUND:
        return _turn_about_proposal(agreement, party) or _nobodys_turn(agreement)
    if not agreement.is_open or not is_open(agreement.partnership):
        return None
    waited = agreement.waiting_parties()
    deciding = next((card for card in cards if card.own and card.release.is_running and agreement.state != State.SIGNING), None)
    if deciding:
        return _inside(deciding)
    if party.organisation_id in {each.organisation_id for each in waited}:
        return _turn_of_house(agreement, person, party)
    who = get_text_list([str(each) for each in waited], _("and")) if waited else str(agreement.owner)
    return {"whose": "theirs", "who": who, "days": agreement.turn_days, "ask": ""}


def _turn_of_house(agreement, person, party) -> dict:
    """Of this person, or of those in the house who may do it."""
    state, turn = State(agreement.state), {"days": agreement.turn_days}
    if state == State.SIGNING and not agreement.both_agreed():
        if _signs(person, agreement, party):
            return turn | {"whose": "mine", "ask": str(ASKS[state])}
        house, able = {"organisation": party.organisation}, names_of_able(agreement, party)
        if not able:
            ask = _("A signature is missing, and nobody in your house may sign. Please ask your administrator.")
            return turn | {"whose": "theirs", "who": str(party), "ask": ask}
        return turn | {
            "whose": "theirs",
            "who": get_text_list(able, _("or")),
            "ask": _("A signature of %(organisation)s is missing.") % house,
        }
    roles = (Role.SIGNATORY,) if state == State.SIGNING else WRITERS if state == State.DRAFT else rules.NEGOTIATORS
    if standing_of(person).has(party.organisation_id, *roles):
        return turn | {"whose": "mine", "ask": str(ASKS[state])}
    return turn | {"whose": "theirs", "who": str(party), "ask": ""}


def _signs(person, agreement, party) -> bool:
    """Is it this person's signature that is missing?"""
    signed = party.organisation_id in agreement.yeses() or party.organisation_id in agreement.spoken_for_by(person)
    return not signed and standing_of(person).has(party.organisation_id, Role.SIGNATORY)


def _inside(card) -> dict:
    """The own house is deciding: the turn of whoever may release it."""
    ask = _("Release it, or say why not.") if card.mine else _("Your house is deciding about the release.")
    days = min((step.days for step in card.steps if step.state == "open"), default=None)
    return {"whose": "mine" if card.mine else "theirs", "who": str(card.release.organisation), "days": days, "ask": ask}


def _turn_about_proposal(agreement, party) -> dict | None:
    """Who has still to answer what one side proposed for the signed agreement."""
    voices = revived(Voice, agreement.voice_rows)
    for motion in revived(Motion, agreement.motion_rows):
        said = Counter(voice.organisation_id for voice in voices if voice.motion_id == motion.pk)
        parties = agreement.partnership.binding_parties()
        missing = [each for each in parties if said[each.organisation_id] < each.organisation.signatories_needed]
        proposal = {"days": clock.days_since(motion.created_at), "motion": True}
        what = {"what": motion.get_verb_display()}
        if party in missing:
            return proposal | {"whose": "mine", "ask": _("There is a proposal: %(what)s. Please agree, or say why not.") % what}
        if missing:
            who = get_text_list([str(each) for each in missing], _("and"))
            return proposal | {"whose": "theirs", "who": who, "ask": _("There is a proposal: %(what)s.") % what}
    return None


def _nobodys_turn(agreement) -> dict:
    told = {"day": agreement.ends_on and day(agreement.ends_on)}
    if agreement.state == State.SIGNED:
        return {"whose": "done", "ask": _("Valid from its first day on.")}
    if agreement.state == State.NOTICE:
        return {"whose": "nobody", "ask": _("Notice was given: it ends on %(day)s. Until then everything holds as agreed.") % told}
    if agreement.state == State.ENDED:
        return {"whose": "nobody", "ask": _("It ended on %(day)s. What is still to be put in order stands on the list for the end.") % told}
    if agreement.state == State.RENEWAL:
        return {"whose": "nobody", "ask": _("You are talking about what comes after %(day)s.") % told}
    return {"whose": "done", "ask": ""}


def talk(table, text: list[dict], *, party, remarks) -> list[dict]:
    """Every part with its words, what each party says to it, and what was remarked."""
    words = {clause["key"]: clause for clause in text}
    organisations = {each.organisation_id: each.organisation for each in table.parties}
    rows = []
    for part in table.parts:
        sides = [{"key": side, "state": table.state_of_side(part, side)} for side in (Side.SOCIAL, Side.HOUSING)]
        states = {side["state"] for side in sides}
        said = [(organisations[each.organisation_id], table.stance(part, each.organisation_id)) for each in table.parties]
        rows.append(
            {
                "part": part,
                "slug": part.key.replace(":", "_"),
                "words": words.get(part.key),
                "what": WHAT.get(part.key, ""),
                "several": len(table.parties) > 2,
                "sides": [side | {"label": table.label(side["state"])} for side in sides],
                "missing": [str(organisation) for organisation, stance in said if stance is None],
                "wishes": [{"who": organisation, "stance": stance} for organisation, stance in said if stance and stance.text],
                "mine": table.state(part, party.organisation_id) if party else "",
                "sum": next((each for each in ("change", "open") if each in states), "agreed"),
                "remarks": [remark for remark in remarks if remark.part == part.key],
            }
        )
    for row in rows:
        row["unfolded"] = row["mine"] != "agreed" or row["sum"] == "change" or bool(row["words"] and row["words"]["has_gap"])
        row["label"] = table.label(row["sum"])
    return rows


def words(agreement, edition) -> dict:
    """The text of an edition, its promises, and what each side gives in all."""
    return {"text": text_of(edition), "promises": edition.promises.all(), "totals": totals(edition, agreement.partnership)}


def mark(agreement, edition, text: list[dict], promises) -> dict:
    """Of an amendment: writes beside each part of its text whether it is changed, and names all that are. No query."""
    basis = getattr(agreement, "basis_edition", None)
    if basis is None:
        return {}
    marks = marks_of(changes(agreement, edition, basis=Basis(basis.number, basis, agreement.amends_until)))
    for row in text:
        row["mark"] = marks.clauses[row["key"]]
    for promise in promises:
        promise.mark = marks.promises[promise.key]
    return {"changed_parts": marks.named, "term_mark": marks.term}


def laid_ready(agreement, person) -> dict:
    """The annexes that would go along with this person's proposal, and those it would leave out; one query."""
    party = agreement.partnership.party_of(person)
    found = annexes_laid_ready(agreement, party.organisation)
    return {"come": [each for each in found if each.edition is None], "leave": [each for each in found if each.edition is not None]}


def annex_changes(old, new) -> list[dict]:
    """Which annexes came and went between two editions."""
    return [
        {"status": status, "label": label, "name": name}
        for status, rows, others in (("removed", old, new), ("added", new, old))
        for (label, name, _digest), entry in zip(rows.annex_rows, rows.annexes, strict=True)
        if entry not in others.annexes
    ]


def text_of(edition) -> list[dict]:
    """The clauses with their numbers; gaps that are still to be filled apart from the words around them."""
    return text_of_clauses(edition.clauses.all())


def text_of_clauses(clauses) -> list[dict]:
    return [
        {
            "number": number,
            "key": clause.key,
            "title": _pieces(clause.title),
            "body": _pieces(clause.body),
            "tables": tables_of(clause),
            "has_gap": bool(GAP.search(f"{clause.title}\n{clause.body}")),
        }
        for number, clause in numbered(clauses)
    ]


def _pieces(text: str) -> list[dict]:
    words, gaps = GAP.split(text), GAP.findall(text)
    pieces = [{"text": words[0], "gap": False}]
    for gap, after in zip(gaps, words[1:], strict=True):
        pieces += [{"text": gap, "gap": True}, {"text": after, "gap": False}]
    return [piece for piece in pieces if piece["text"]]


def signatures(agreement) -> list[dict]:
    """Every party that counts, with who signed for it, and how many of how many."""
    rows = []
    for party in agreement.partnership.binding_parties():
        names = [name for name in agreement.names() if name.organisation_id == party.organisation_id]
        done = party.organisation_id in agreement.yeses()
        released = party.organisation_id in agreement.released_ids
        rows.append(
            {
                "party": party,
                "names": names,
                "needed": party.organisation.signatories_needed,
                "done": done,
                "count": len(names),
                "released": released,
            }
        )
    return rows


def able_to_sign(agreement, party) -> dict | None:
    """Who of this party may give the signature that is still missing. Nothing where none is missing."""
    if agreement.state != State.SIGNING or party.organisation_id in agreement.yeses():
        return None
    return {"organisation": party.organisation, "names": ", ".join(names_of_able(agreement, party))}


def names_of_able(agreement, party) -> list[str]:
    """Who of this party may sign and has not yet; the rows come along, see reading.with_signing."""
    done = {name.person_id for name in agreement.names() if name.organisation_id == party.organisation_id}
    able = [each for each in agreement.able_list if each.organisation_id == party.organisation_id]
    return [each.person__name for each in able if each.person_id not in done]


def came_by(agreement, edition):
    """The amendment whose words this edition has, as long as they are valid; None where it is the text both began with."""
    return next((each for each in agreement.amendment_list if edition and each.pk == edition.merges_id), None)


def totals(edition, partnership) -> list[dict]:
    """The value of all promises over the whole time, per direction."""
    sides = {party.organisation_id: party.side for party in partnership.party_list()}
    sums = dict.fromkeys((Side.HOUSING, Side.SOCIAL), 0)
    for promise in edition.promises.all():
        sums[sides.get(promise.giver_id, Side.HOUSING)] += promise.total
    return [{"side": side, "total": total} for side, total in sums.items() if total]


def amendment(agreement, person) -> dict | None:
    """What the page of an amendment tells beside its text: what it amends, and whether another one was quicker; one query."""
    if not agreement.amends_id:
        return None
    other = overtaken_by(agreement) if agreement.is_open else None
    may = rules.may_catch_up(person, agreement) if other else None
    return {"of": agreement.amends, "overtaken_by": other, "may_catch_up": may, "fits": fits(agreement) if agreement.is_open else None}
