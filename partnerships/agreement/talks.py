"""The talks about a text, part by part: agree, want a change, take that back, remark, note for one's own house."""

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.agreement import rules
from partnerships.agreement.models import Agreement
from partnerships.agreement.parts import ALL, WHOLE, Part, Table, parts_of, table_of
from partnerships.agreement.stance import Remark, Stance
from partnerships.base import clock
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record


@transaction.atomic
def agree(agreement: Agreement, *, edition, by, parts=None) -> Agreement:
    """Agree to these parts (keys) for one's own party, or to all that are still open. The last yes of all freezes the text.

    Refuses the last yes while the text has gaps. Journal line; a counter-proposal that is answered becomes the text under negotiation.
    """
    agreement, party, table = _begin(agreement, edition, by)
    found = table.open_parts(party.organisation_id) if parts is None else _named(table, parts)
    if not found and not table.all_agreed:
        raise Refused(_("%(organisation)s has already said something to every part.") % {"organisation": party.organisation})
    _say(agreement, party, found, Stance.State.AGREED, by=by)
    if found:
        names = [ALL] if len(found) == len(table.parts) else _names(found)
        record("agreement.part_agreed", agreement, by=by, organisation=party.organisation, edition=agreement.edition, parts=names)
    require(rules.has_no_gaps(agreement.current()) if table_of(agreement).all_agreed else rules.YES)
    _go_on(agreement, party, by=by)
    return agreement


@transaction.atomic
def want_change(agreement: Agreement, *, edition, part: str, text: str, by) -> Agreement:
    """Say what should be different in this part. The text stays; the other side answers, or somebody makes a counter-proposal."""
    agreement, party, table = _begin(agreement, edition, by)
    found = _named(table, [part])
    text = _written(text, _("Please say what should be different."))
    _say(agreement, party, found, Stance.State.CHANGE, text=text, by=by)
    record(
        "agreement.change_wanted",
        agreement,
        by=by,
        organisation=party.organisation,
        edition=agreement.edition,
        parts=_names(found),
        text=text,
    )
    _go_on(agreement, party, by=by)
    return agreement


@transaction.atomic
def take_back(agreement: Agreement, *, edition, part: str, by) -> Agreement:
    """The part is open again for one's own party."""
    agreement, party, table = _begin(agreement, edition, by)
    found = [each for each in _named(table, [part]) if table.stance(each, party.organisation_id)]
    if not found:
        raise Refused(_("%(organisation)s has not said anything to this part yet.") % {"organisation": party.organisation})
    _say(agreement, party, found, Stance.State.OPEN, by=by)
    record("agreement.part_open", agreement, by=by, organisation=party.organisation, edition=agreement.edition, parts=_names(found))
    _go_on(agreement, party, by=by)
    return agreement


@transaction.atomic
def remark(agreement: Agreement, *, part: str, text: str, by, internal: bool = False) -> Remark:
    """A word beside a part, or beside the whole (""): for both sides, or internal to one's own house.

    A remark of the other side answers a wish: then it is the turn of those who wished. Journal line, for an internal note internal too.
    """
    agreement = Agreement.objects.lock(agreement)
    require(rules.may_note(by, agreement) if internal else rules.may_remark(by, agreement))
    party = agreement.partnership.party_of(by)
    text = _written(text, _("Please write something."))
    names = [WHOLE]
    if part != WHOLE:
        if not agreement.editions.exists():
            raise Refused(_("There is no such part in this edition."))
        names = _names(_named(Table(parts_of(agreement.current()), [], []), [part]))
    made = Remark.objects.create(
        agreement=agreement,
        part=part,
        edition=agreement.edition,
        organisation=party.organisation,
        side=party.side,
        person=by,
        text=text,
        internal=internal,
    )
    verb = ("agreement.noted" if internal else "agreement.remarked") + ("_whole" if part == WHOLE else "")
    hidden = {"internal_to": party.organisation} if internal else {"text": text}
    record(verb, agreement, by=by, organisation=party.organisation, edition=agreement.edition, parts=names, **hidden)
    if agreement.is_negotiated and not internal:
        _go_on(agreement, party, by=by)
    return made


def speak_for_all(agreement: Agreement, *, organisation, by) -> None:
    """Who sends an edition has agreed to every part of it. Says whose turn it is; without a gap and a missing yes the text is agreed."""
    party = next(each for each in agreement.partnership.binding_parties() if each.organisation_id == organisation.pk)
    _say(agreement, party, parts_of(agreement.current()), Stance.State.AGREED, by=by)
    _settle(agreement, by=by)


def reopen_with(agreement: Agreement, party, *, parts, text: str, by) -> list[str]:
    """These parts should change after all: the wishes of the party that takes up the talks again; the names of the parts."""
    found = _named(table_of(agreement), parts)
    _say(agreement, party, found, Stance.State.CHANGE, text=text, by=by)
    agreement.wait_for(table_of(agreement).next_ones())
    return _names(found)


def _begin(agreement: Agreement, edition, by) -> tuple[Agreement, "object", Table]:
    agreement = Agreement.objects.lock(agreement)
    require(agreement.is_current(edition))
    require(rules.may_answer(by, agreement))
    return agreement, agreement.partnership.party_of(by), table_of(agreement)


def _go_on(agreement: Agreement, party, *, by) -> None:
    """A party that was waited for has answered: a counter-proposal is now the text under negotiation."""
    if agreement.state == agreement.State.COUNTER and party.organisation_id in agreement.waiting:
        agreement.go("answer")
    _settle(agreement, by=by)


def _settle(agreement: Agreement, *, by) -> None:
    """Whose turn is it now? Nobody's, when everybody has agreed to everything: then the text is agreed."""
    table = table_of(agreement)
    if table.all_agreed and rules.has_no_gaps(agreement.current()):
        agreement.go("agree")
        record("agreement.agreed", agreement, by=by, edition=agreement.edition)
        agreement.wait_for({party.organisation_id for party in table.parties} - set(agreement.released_ids))
    else:
        agreement.wait_for(table.next_ones() or [party.organisation_id for party in table.parties])


def _say(agreement: Agreement, party, parts: list[Part], state: str, *, by, text: str = "") -> None:
    """Write the party's word on these parts over what it said before."""
    now = clock.now()
    stances = [
        Stance(
            agreement=agreement,
            part=part.key,
            organisation=party.organisation,
            side=party.side,
            state=state,
            text=text,
            person=by,
            edition=agreement.edition,
            digest=part.digest,
            at=now,
        )
        for part in parts
    ]
    columns = ["side", "state", "text", "person", "edition", "digest", "at"]
    Stance.objects.bulk_create(stances, update_conflicts=True, unique_fields=["agreement", "part", "organisation"], update_fields=columns)


def _named(table: Table, keys) -> list[Part]:
    known = {part.key: part for part in table.parts}
    if not keys or not set(keys) <= set(known):
        raise Refused(_("There is no such part in this edition."))
    return [part for part in table.parts if part.key in set(keys)]


def _names(parts: list[Part]) -> list[str]:
    return [part.plain for part in parts]


def _written(text: str, question: str) -> str:
    if not text.strip():
        raise Refused(question)
    return text.strip()
