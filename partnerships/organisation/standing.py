"""What one person may speak for today, read once per request (one query) and kept on the person."""

from collections.abc import Callable
from functools import cached_property
from types import SimpleNamespace
from typing import TypeVar

from django.db.models import Model, QuerySet

from partnerships.base import clock
from partnerships.base.prepared import ACTING, MINE, NOW, PERSON, TODAY, Param, PreparedRows
from partnerships.organisation import lines
from partnerships.organisation.models import WRITERS, Membership, Organisation, Role


def _memberships_of():
    rows = Membership.objects.current(TODAY, NOW).filter(person=PERSON, organisation__is_active=True)
    return rows.select_related("organisation").annotate(takes_part=lines.TakesPart("organisation"))


_MEMBERSHIPS = PreparedRows(_memberships_of)


class Standing:
    """memberships: today's; organisations: by id; acting: the organisation the person acts for now, or None."""

    seats = None  # ids of the partnerships worked on, where somebody has looked them up

    def __init__(self, person):
        self.person = person
        self.opened_for = str  # the organisation that the form of this request was opened for, as it names it; none

    @cached_property
    def memberships(self) -> list[Membership]:
        if not self.person.is_authenticated:
            return []
        rows = _MEMBERSHIPS.rows({"person": self.person.pk, "today": clock.today(), "now": clock.now()})
        return sorted(rows, key=lambda membership: membership.organisation.name)

    @cached_property
    def organisations(self) -> dict:
        return {membership.organisation_id: membership.organisation for membership in self.memberships}

    @cached_property
    def ids(self) -> list:
        return list(self.organisations)

    @cached_property
    def acting(self) -> Organisation | None:
        if not self.memberships:
            return None
        opened_for = self.opened_for()
        named = next((each for key, each in self.organisations.items() if str(key) == opened_for), None)
        return named or self.organisations.get(self.person.acting_for_id) or self.memberships[0].organisation

    @cached_property
    def second_factor(self) -> bool:
        """Has the person set up an authenticator app or a passkey?"""
        return self.person.authenticator_set.filter(type__in=["totp", "webauthn"]).exists()

    def own(self, wanted: str = "") -> Organisation | None:
        """The own organisation of that id, or without one the organisation acted for; None for a foreign one."""
        if not wanted:
            return self.acting
        return next((each for key, each in self.organisations.items() if str(key) == wanted), None)

    def roles_in(self, organisation_id) -> frozenset[str]:
        return self._roles.get(organisation_id, frozenset())

    @cached_property
    def _roles(self) -> dict:
        found: dict = {}
        for membership in self.memberships:
            found[membership.organisation_id] = found.get(membership.organisation_id, frozenset()) | frozenset(membership.roles)
        return found

    def has(self, organisation_id, *roles: str) -> bool:
        """Does the person carry one of these roles in that organisation today?"""
        return bool(self.roles_in(organisation_id) & frozenset(roles))

    def writes_for(self, organisation_id) -> bool:
        """May the person bring things in for that organisation (any role but reader and administrator)?"""
        return self.has(organisation_id, *WRITERS)

    @cached_property
    def writing(self) -> list:
        """The organisations the person may bring things in for."""
        return [pk for pk in self.ids if self.writes_for(pk)]

    @cached_property
    def partners(self) -> list:
        """The organisations the person belongs to that take part as partners, not as observers."""
        return [pk for pk, organisation in self.organisations.items() if organisation.kind != Organisation.Kind.OBSERVER]

    @cached_property
    def writes(self) -> bool:
        """May the person bring things in for a partner at all?"""
        return any(self.writes_for(organisation_id) for organisation_id in self.partners)

    @cached_property
    def works(self) -> bool:
        """Is there an active partnership in which the person may bring things in?"""
        return any(membership.takes_part and self.writes_for(membership.organisation_id) for membership in self.memberships)

    def administers(self, organisation_id) -> bool:
        return self.has(organisation_id, Role.ADMINISTRATOR)


def standing_of(person) -> Standing:
    """The person's standing, cached on the person for this request."""
    standing = getattr(person, "_standing", None)
    if standing is None:
        standing = person._standing = Standing(person)
    return standing


# stands in for a person while a query is prepared: its doors open onto parameters
ANYONE = SimpleNamespace(pk=PERSON, _standing=SimpleNamespace(ids=MINE, acting=SimpleNamespace(pk=ACTING), seats=None))


def values_of(person, **more) -> dict:
    """This person, and this day, as the parameters of a query that was prepared for anyone."""
    standing = standing_of(person)
    acting = standing.acting.pk if standing.acting else None
    return {"person": person.pk, "mine": standing.ids, "acting": acting, "today": clock.today(), "now": clock.now(), **more}


IT = Param("it", "uuid")
Row = TypeVar("Row", bound=Model)


def by_id(rows: Callable[[], QuerySet[Row]]) -> Callable[..., Row]:
    """A function (person, id) -> the one of that id, as this person sees it, or 404: one query, planned once.

    `rows` are those that ANYONE sees: by_id(lambda: Pot.objects.visible_to(ANYONE).for_page()).
    """
    prepared = PreparedRows(lambda: rows().filter(pk=IT))

    def one_or_404(person, pk) -> Row:
        return prepared.one_or_404(values_of(person, it=pk))

    return one_or_404


def forget(person) -> None:
    """After a change of memberships: read anew."""
    if hasattr(person, "_standing"):
        del person._standing
