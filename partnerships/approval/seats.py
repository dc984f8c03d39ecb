"""Who may say yes to a step now, for oneself or as a deputy. Plain calculation on who belongs to the house today and who is absent."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from partnerships.organisation.models import WRITERS


@dataclass(frozen=True)
class Member:
    person: UUID
    name: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Away:
    """Somebody absent today, and the deputy, if there is one."""

    person: UUID
    deputy: UUID | None = None


@dataclass(frozen=True)
class Team:
    """Everybody who belongs to the house today, and who of them is absent."""

    members: dict[UUID, Member] = field(default_factory=dict)
    away: tuple[Away, ...] = ()

    def deputies_of(self, person: UUID) -> list[Member]:
        """Those who act for somebody who is absent today: members who write; a deputy's deputy is none."""
        found = [self.members.get(each.deputy) for each in self.away if each.person == person and each.deputy != person]
        return [member for member in found if member and member.roles & WRITERS]

    def names(self, people: Iterable[UUID]) -> list[str]:
        return [self.members[person].name for person in people if person in self.members]


@dataclass(frozen=True)
class Seat:
    """A yes that could be said: by whom, for whom (None: for oneself), with which roles."""

    person: UUID
    for_person: UUID | None
    roles: frozenset[str]

    @property
    def holder(self) -> UUID:
        return self.for_person or self.person


@dataclass(frozen=True)
class Yes:
    """A yes that was said to a step."""

    step: object
    person: UUID
    for_person: UUID | None = None
    roles: frozenset[str] = frozenset()

    @property
    def holder(self) -> UUID:
        return self.for_person or self.person


def fits(step, member: Member) -> bool:
    """Is this member one of those the step names, by role or by name?"""
    return (not step.roles or bool(member.roles & set(step.roles))) and (not step.people or member.person in step.people)


def one_of_each(step) -> bool:
    """Does the step want somebody of every role named?"""
    return step.mode == "all" and not step.people


def wanted(step) -> int:
    """How many people must say yes."""
    if step.mode == "all":
        return len(step.people) or len(step.roles)
    return step.needed


def covered(roles: Iterable[str], carried: list[frozenset[str]]) -> int:
    """How many of the roles these people can fill, each person one role."""
    found: dict[str, int] = {}

    def place(index: int, seen: set[str]) -> bool:
        for role in set(roles) & carried[index] - seen:
            seen.add(role)
            if role not in found or place(found[role], seen):
                found[role] = index
                return True
        return False

    return sum(place(index, set()) for index in range(len(carried)))


def is_done(step, yeses: list[Yes]) -> bool:
    """Have all said yes that the step wants?"""
    its = [yes for yes in yeses if yes.step == step.pk]
    if one_of_each(step):
        return covered(step.roles, [yes.roles for yes in its]) >= wanted(step)
    if step.mode == "all":
        return set(step.people) <= {yes.holder for yes in its}
    return len(its) >= step.needed


def seats_of(step, team: Team, *, hands: Iterable[UUID], yeses: list[Yes]) -> list[Seat]:
    """Every yes that could be said to this step now. Never by or for one with a hand in it, never a second one by or for anybody."""
    out = set(hands) | {yes.person for yes in yeses} | {yes.holder for yes in yeses}
    found = []
    for member in team.members.values():
        if member.person not in out and fits(step, member):
            found.append(Seat(member.person, None, member.roles))
            found += [Seat(each.person, member.person, member.roles) for each in team.deputies_of(member.person) if each.person not in out]
    if one_of_each(step):
        carried = [yes.roles for yes in yeses if yes.step == step.pk]
        now = covered(step.roles, carried)
        found = [seat for seat in found if covered(step.roles, [*carried, seat.roles]) > now]
    return found


def seat_of(person: UUID, seats: list[Seat]) -> Seat | None:
    """The one this person would take: for oneself before for another."""
    return min((seat for seat in seats if seat.person == person), key=lambda seat: seat.for_person is not None, default=None)


def can_be_done(step, team: Team, *, hands: Iterable[UUID], yeses: list[Yes]) -> bool:
    """Are there people enough for what is still missing? Each says one yes only, for one seat."""
    seats = seats_of(step, team, hands=hands, yeses=yeses)
    its = [yes for yes in yeses if yes.step == step.pk]
    if one_of_each(step):
        return covered(step.roles, [yes.roles for yes in its] + _one_each(seats)) >= wanted(step)
    if step.mode == "all":
        missing = set(step.people) - {yes.holder for yes in its}
        choices = {holder: {seat.person for seat in seats if seat.holder == holder} for holder in missing}
        return _pairs(choices) >= len(missing)
    return len({seat.person for seat in seats}) >= wanted(step) - len(its)


def _one_each(seats: list[Seat]) -> list[frozenset[str]]:
    """The roles of each person who could act, those of whoever is represented with them."""
    people = {seat.person for seat in seats}
    return [frozenset().union(*(seat.roles for seat in seats if seat.person == person)) for person in people]


def _pairs(choices: dict[UUID, set[UUID]]) -> int:
    """How many holders can be served by different people."""
    taken: dict[UUID, UUID] = {}

    def serve(holder: UUID, seen: set[UUID]) -> bool:
        for person in choices[holder] - seen:
            seen.add(person)
            if person not in taken or serve(taken[person], seen):
                taken[person] = holder
                return True
        return False

    return sum(serve(holder, set()) for holder in choices)
