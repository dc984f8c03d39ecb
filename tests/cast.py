"""The cast: the same few people with fixed roles in every test, alike on both sides.

cast.social   Klang e.V.:  coordinator, staff, approver, signatory, finance, reader, administrator, org
cast.housing  Bau GmbH:    the same
cast.observer Stadt:       reader, org        (sees what was released)
cast.outsider Fremd e.V.:  coordinator (who is approver and signatory too), org     (sees nothing)
cast.partnership           active, Klang and Bau, observed by Stadt
"""

import pickle
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.db import connection
from uuid_utils.compat import uuid7

from partnerships.base import clock
from partnerships.base.prepared import PERSON, PreparedRows
from partnerships.organisation.models import Membership, Organisation, Role
from partnerships.partnership.models import Partnership, Party, Side
from partnerships.person.models import Person
from tests.once import undone

SEATS = {
    "coordinator": [Role.COORDINATOR],
    "staff": [Role.STAFF],
    "approver": [Role.APPROVER],
    "signatory": [Role.SIGNATORY],
    "finance": [Role.FINANCE],
    "reader": [Role.READER],
    "administrator": [Role.ADMINISTRATOR],
}
PROFILE = {"city": "Auenstedt", "legal_form": "gGmbH", "mission": "Wir sind für das Quartier da."}
ALL_AT_ONCE = [Role.COORDINATOR, Role.APPROVER, Role.SIGNATORY, Role.ADMINISTRATOR]


_PERSON = PreparedRows(lambda: Person.objects.filter(pk=PERSON))  # asked several thousand times in a run of the tests


@dataclass
class Team:
    org: Organisation
    side: str
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, seat: str) -> Person:
        """cast.social.approver: read anew each time, as a request does, so that no role of yesterday sticks."""
        if seat.startswith("__") or seat not in SEATS:
            raise AttributeError(seat)
        return _PERSON.one({"person": self.people[seat].pk})


@dataclass
class Cast:
    social: Team
    housing: Team
    observer: Team
    outsider: Team
    partnership: Partnership

    @property
    def teams(self) -> tuple[Team, Team]:
        return self.social, self.housing

    def other(self, team: Team) -> Team:
        return self.housing if team is self.social else self.social


def make_person(name: str, organisation: Organisation | None = None, *roles: str, **fields) -> Person:
    """A person without a password; sign in by client.force_login."""
    [person] = make_people({name: roles}, organisation, **fields)
    return person


def make_people(named: dict[str, Iterable[str]], organisation: Organisation | None = None, **fields) -> list[Person]:
    """People without a password, each with these roles in the organisation: two statements for all of them."""
    people = [_person(name, **fields) for name in named]
    Person.objects.bulk_create(people)
    if organisation:
        Membership.objects.bulk_create(_seat(person, organisation, named[person.name]) for person in people)
    return people


def _person(name: str, **fields) -> Person:
    person = Person(email=f"{name.lower().replace(' ', '.')}@example.org", name=name, **fields)
    person.set_unusable_password()
    return person


def _seat(person: Person, organisation: Organisation, roles: Iterable[str]) -> Membership:
    return Membership(
        person=person, organisation=organisation, roles=list(roles), starts_on=clock.today().replace(year=2020, month=1, day=1)
    )


def make_teams(*wanted: tuple[str, str, str, dict[str, list[str]]]) -> list[Team]:
    """Teams of short name, kind, side and seats with their roles: three statements for all of them."""
    teams = [Team(Organisation(kind=kind, name=f"{short} Auenstedt", short_name=short, **PROFILE), side) for short, kind, side, _ in wanted]
    Organisation.objects.bulk_create(team.org for team in teams)
    memberships = []
    for team, (short, _, _, seats) in zip(teams, wanted, strict=True):
        team.people = {seat: _person(f"{short} {seat}") for seat in seats}
        memberships += [_seat(team.people[seat], team.org, roles) for seat, roles in seats.items()]
    Person.objects.bulk_create(person for team in teams for person in team.people.values())
    Membership.objects.bulk_create(memberships)
    return teams


def make_team(short: str, kind: str, side: str, seats) -> Team:
    [team] = make_teams((short, kind, side, {seat: SEATS[seat] for seat in seats}))
    return team


def make_partnership(*teams: Team, title: str = "Gute Nachbarschaft") -> Partnership:
    """An active partnership of these teams."""
    founder = teams[0]
    by = next(iter(founder.people.values()))
    partnership = Partnership.objects.create(title=title, state=Partnership.State.ACTIVE, founded_by=founder.org, started_on=clock.today())
    Party.objects.bulk_create(
        Party(
            partnership=partnership,
            organisation=team.org,
            side=team.side,
            state=Party.State.ACTIVE,
            invited_by=by,
            answered_by=by,
            answered_at=clock.now(),
        )
        for team in teams
    )
    return partnership


def make_cast() -> Cast:
    """A cast of this moment: the one told before, said again in one breath, with ids and a day of its own."""
    text, kept = _told_before()
    ids = {old: uuid7() for old in sorted(set(_ID.findall(text)))}
    text = _ID.sub(lambda found: ids[found[0]].hex, text).replace(str(_THEN), clock.now().isoformat())
    with connection.cursor() as cursor:
        cursor.execute(text.replace(str(_THEN.date()), str(clock.today())))
    cast: Cast = pickle.loads(kept)
    partnership = cast.partnership
    for team in (*cast.teams, cast.observer, cast.outsider):
        for thing in (team.org, *team.people.values()):
            thing.pk, thing.created_at = ids[thing.pk.hex], clock.now()
        for person in team.people.values():
            person.date_joined = clock.now()
    partnership.pk, partnership.created_at, partnership.started_on = ids[partnership.pk.hex], clock.now(), clock.today()
    partnership.founded_by = cast.social.org
    return cast


_THEN = clock.at(date(2001, 2, 3), 4, 5)
_ID = re.compile(r"\b[0-9a-f]{32}\b")


@cache
def _told_before() -> tuple[str, bytes]:
    """What is said to the database to make a cast, and the cast, both of long ago: told once by the models, for all tests."""
    said: list[str] = []

    def listen(execute, statement, params, many, context):
        said.append(connection.ops.compose_sql(statement, params))
        return execute(statement, params, many, context)

    with clock.travel(_THEN), undone(), connection.execute_wrapper(listen):
        cast = _tell()
    return ";".join(said), pickle.dumps(cast)


def _tell() -> Cast:
    social, housing, observer, outsider = make_teams(
        ("Klang", Organisation.Kind.SOCIAL, Side.SOCIAL, SEATS),
        ("Bau", Organisation.Kind.HOUSING, Side.HOUSING, SEATS),
        ("Stadt", Organisation.Kind.OBSERVER, Side.OBSERVER, {"reader": [Role.READER]}),
        ("Fremd", Organisation.Kind.SOCIAL, Side.SOCIAL, {"coordinator": ALL_AT_ONCE}),
    )
    return Cast(social, housing, observer, outsider, make_partnership(social, housing, observer))


def asked_at(partnership: Partnership) -> str:
    """What the page of the partnership shows of an open request to end it; nonsense where there is none."""
    moment = Partnership.objects.values_list("ending_asked_at", flat=True).get(pk=partnership.pk)
    return moment.isoformat() if moment else ""
