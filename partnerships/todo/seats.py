"""Who reads the to-dos, and on which seat in each partnership: read once, in one query, for all sources."""

from functools import cached_property
from types import SimpleNamespace
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, CharField, IntegerField, UUIDField, Value, When

from partnerships.base import clock
from partnerships.base.lines import Line
from partnerships.base.prepared import ACTING, MINE, PERSON, Param, Prepared
from partnerships.organisation.standing import standing_of
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


class Seat(NamedTuple):
    """One's place in a partnership: (organisation, side) of each party of one's own, the one that speaks first."""

    title: str
    parties: list[tuple[UUID, str]]

    @property
    def organisation(self) -> UUID:
        return self.parties[0][0]

    @property
    def side(self) -> str:
        return self.parties[0][1]


def _parties():
    """My parties of the two sides, as Partnership.party_of() orders them."""
    first = Case(When(organisation=ACTING, then=Value(0)), default=Value(1), output_field=IntegerField())
    mine = Party.objects.filter(scope.Among("organisation", params=(MINE,)), state=Party.State.ACTIVE, side__in=scope.PARTNERS)
    rows = mine.annotate(first=first).order_by("first", "side", "created_at")
    return rows.values_list("partnership", "organisation", "side", "partnership__title", "partnership__state").query.sql_with_params()


_PARTIES = Prepared(_parties)


class Reader:
    """Who reads: the standing, the seats by partnership, and everything as the parameters of the sources' query."""

    def __init__(self, person):
        self.person, self.standing = person, standing_of(person)

    @cached_property
    def seats(self) -> dict[UUID, Seat]:
        found: dict[UUID, Seat] = {}
        for partnership, organisation, side, title, _state in self._rows:
            found.setdefault(partnership, Seat(title, [])).parties.append((organisation, side))
        return found

    @cached_property
    def _by_text(self) -> dict[str, Seat]:
        return {str(partnership): seat for partnership, seat in self.seats.items()}

    def seat(self, partnership: str) -> Seat:
        return self._by_text[partnership]

    @cached_property
    def _rows(self) -> list[tuple]:
        acting = self.standing.acting
        return _PARTIES.rows({"mine": self.standing.ids, "acting": acting.pk if acting else None})

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
            "active": [row[0] for row in self._rows if row[4] == Partnership.State.ACTIVE],
            "seats": [kinds.setdefault(tuple(seat.parties), len(kinds)) for seat in seats],
            "speakers": [seat.organisation for seat in seats],
            "sides": [seat.side for seat in seats],
        }
