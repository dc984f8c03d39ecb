"""Who reads the to-dos, on which seat in each partnership, and who sits there besides: read once, in one query, for all sources."""

from functools import cached_property
from types import SimpleNamespace
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, IntegerField, UUIDField, Value
from django.db.models.functions import Coalesce, NullIf

from partnerships.base import clock
from partnerships.base.lines import Line
from partnerships.base.prepared import ACTING, MINE, PERSON, Param, Prepared
from partnerships.organisation.standing import ANYONE, standing_of
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership, Party

# ids of the partnerships worked on, of the active ones among them, and for each of the former my seat, organisation and side
PARTNERSHIPS, ACTIVE = Param("partnerships", "uuid[]"), Param("active", "uuid[]")
SEATS, SPEAKERS, SIDES = Param("seats", "int[]"), Param("speakers", "uuid[]"), Param("sides", "text[]")

ADMINISTERED = Param("administered", "uuid[]")  # organisations

# stands in for a person while a query is built: its doors open onto parameters
ANYBODY = SimpleNamespace(pk=PERSON, _standing=SimpleNamespace(ids=MINE, acting=SimpleNamespace(pk=ACTING), seats=PARTNERSHIPS))


class MySeat(Line):
    """A number that stands for one's parties in the partnership of the column: the same where they are the same."""

    output_field = IntegerField()  # type: ignore[assignment]
    sql = "(%s::int[])[array_position(%s::uuid[], {0})]"

    def __init__(self, *columns, params=(SEATS, PARTNERSHIPS), **extra):
        super().__init__(*columns, params=params, **extra)


class MyOrganisation(Line):
    """The organisation one speaks for first in the partnership of the column."""

    output_field = UUIDField()  # type: ignore[assignment]
    sql = "(%s::uuid[])[array_position(%s::uuid[], {0})]"

    def __init__(self, *columns, params=(SPEAKERS, PARTNERSHIPS), **extra):
        super().__init__(*columns, params=params, **extra)


class MySide(Line):
    """The side one speaks for there."""

    output_field = CharField()  # type: ignore[assignment]
    sql = "(%s::text[])[array_position(%s::uuid[], {0})]"

    def __init__(self, *columns, params=(SIDES, PARTNERSHIPS), **extra):
        super().__init__(*columns, params=params, **extra)


class IsActive(scope.Among):
    """The column names an active partnership that one works on."""

    def __init__(self, *columns, params=(ACTIVE,), **extra):
        super().__init__(*columns, params=params, **extra)


class Missing(NamedTuple):
    """Whose yes to something is missing: those of one's own houses, and everybody, as a yes is told (consent/lines.py)."""

    mine: list[UUID]
    everybody: list[dict]

    @property
    def names(self) -> list[str]:
        return [each["name"] for each in self.everybody]

    @property
    def told(self) -> list[str]:
        """To name: one's own houses, or else the others."""
        return [each["name"] for each in self.everybody if not self.mine or UUID(each["id"]) in self.mine]


class Seat(NamedTuple):
    """One's place in a partnership: (organisation, side) of each party of one's own, the first speaks; and of all of both sides."""

    title: str
    parties: list[tuple[UUID, str]]
    both: list[tuple[UUID, str]]

    @property
    def organisation(self) -> UUID:
        return self.parties[0][0]

    @property
    def side(self) -> str:
        return self.parties[0][1]


def _parties():
    """All that ever took part where I am a party of the two sides, and their names."""
    named = Coalesce(NullIf("organisation__short_name", Value("")), "organisation__name")
    rows = Party.objects.filter(scope.worked_on(ANYONE)).annotate(named=named).order_by("side", "created_at")
    columns = ("partnership", "organisation", "side", "state", "named", "partnership__title", "partnership__state")
    return rows.values_list(*columns).query.sql_with_params()


_PARTIES = Prepared(_parties)


class Reader:
    """Who reads: the standing, the seats by partnership, and everything as the parameters of the sources' query."""

    def __init__(self, person):
        self.person, self.standing = person, standing_of(person)

    @cached_property
    def seats(self) -> dict[UUID, Seat]:
        found: dict[UUID, Seat] = {}
        mine, acting = self.standing.organisations, self.standing.acting
        for partnership, organisation, side, state, _name, title, _state in self._rows:
            if state != Party.State.ACTIVE or side not in scope.PARTNERS:
                continue
            seat = found.get(partnership)
            if seat is None:
                seat = found[partnership] = Seat(title, [], [])
            seat.both.append((organisation, side))
            if organisation in mine:
                seat.parties.insert(0 if acting and organisation == acting.pk else len(seat.parties), (organisation, side))
        return found

    @cached_property
    def _by_text(self) -> dict[str, Seat]:
        return {str(partnership): seat for partnership, seat in self.seats.items()}

    def seat(self, partnership: str) -> Seat:
        return self._by_text[partnership]

    def name_of(self, organisation: str | None) -> str:
        """Of a house that takes part in one of the partnerships, or once did; of no other, and nothing where there is none."""
        return self._names.get(organisation, "")

    @cached_property
    def _names(self) -> dict[str | None, str]:
        return {str(organisation): name for _partnership, organisation, _side, _state, name, *_of_it in self._rows}

    def missing(self, partnership: str, yeses: list[str]) -> Missing:
        """Who of both sides is not among those who said yes."""
        seat = self.seat(partnership)
        mine, said = dict(seat.parties), set(yeses)
        open_ones = [(organisation, side) for organisation, side in seat.both if str(organisation) not in said]
        return Missing(
            [organisation for organisation, _side in open_ones if organisation in mine],
            [{"id": str(each), "name": self.name_of(str(each)), "side": side} for each, side in open_ones],
        )

    @cached_property
    def _rows(self) -> list[tuple]:
        return _PARTIES.rows({"mine": self.standing.ids})

    @cached_property
    def values(self) -> dict:
        kinds: dict[tuple, int] = {}
        seats = self.seats.values()
        return {
            "person": self.person.pk,
            "mine": self.standing.ids,
            "administered": [pk for pk in self.standing.ids if self.standing.administers(pk)],
            "today": clock.today(),
            "now": clock.now(),
            "partnerships": list(self.seats),
            "active": list({row[0]: None for row in self._rows if row[-1] == Partnership.State.ACTIVE}),
            "seats": [kinds.setdefault(tuple(seat.parties), len(kinds)) for seat in seats],
            "speakers": [seat.organisation for seat in seats],
            "sides": [seat.side for seat in seats],
        }
