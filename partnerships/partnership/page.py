"""What the partnership's page shows to this person: the parties of both sides, whose turn it is, and which verbs there are."""

from dataclasses import dataclass

from partnerships.base import clock
from partnerships.base.verdict import Verdict
from partnerships.organisation.standing import standing_of
from partnerships.partnership import rules
from partnerships.partnership.models import Partnership, Party, Side

SHOWN = (Party.State.ACTIVE, Party.State.INVITED)


@dataclass(frozen=True)
class Seat:
    """A party as the page shows it, with the verbs this person has for it."""

    party: Party
    answer: Verdict
    withdraw: Verdict
    leave: Verdict
    mine: bool

    @property
    def days(self) -> int:
        """Since how many days the invitation is open."""
        return clock.days_since(self.party.created_at)


def seats(partnership, person) -> dict[str, list[Seat]]:
    """The parties of each side, in the order they came."""
    mine = standing_of(person).ids
    found: dict[str, list[Seat]] = {side: [] for side in Side.values}
    for party in partnership.party_list():
        if party.state in SHOWN:
            party.partnership = partnership
            found[party.side].append(
                Seat(
                    party,
                    answer=rules.may_answer(person, party),
                    withdraw=rules.may_withdraw(person, party),
                    leave=rules.may_leave(person, party),
                    mine=party.organisation_id in mine,
                )
            )
    return found


def is_inside(partnership, person) -> bool:
    """Does this person read more than an invited organisation does: as a party or an observer that takes part?"""
    mine = standing_of(person).ids
    return any(party.state == Party.State.ACTIVE and party.organisation_id in mine for party in partnership.party_list())


def verdicts(partnership, person) -> dict[str, Verdict]:
    return {
        "edit": rules.may_edit(person, partnership),
        "invite": rules.may_invite(person, partnership),
        "end": rules.may_ask_ending(person, partnership),
        "answer_end": rules.may_answer_ending(person, partnership),
        "withdraw_end": rules.may_withdraw_ending(person, partnership),
    }


def turn(partnership, person, by_side) -> dict | None:
    """Whose turn it is and since when: an invitation to me, an ending, an invitation to others."""
    waiting = [seat for seats_ in by_side.values() for seat in seats_ if seat.party.state == Party.State.INVITED]
    to_me = next((seat for seat in waiting if seat.mine), None)
    if partnership.state == Partnership.State.ENDED:
        return None
    if to_me:
        return {"whose": "mine", "kind": "invited", "days": to_me.days, "seat": to_me}
    if partnership.ending_asked_at and partnership.side_of(person):
        mine = partnership.side_of(person) != partnership.ending_asked_on_side()
        days = clock.days_since(partnership.ending_asked_at)
        return {"whose": "mine" if mine else "theirs", "kind": "ending", "days": days}
    if waiting:
        return {"whose": "theirs", "kind": "invitation", "days": max(seat.days for seat in waiting), "seat": waiting[0]}
    return None
