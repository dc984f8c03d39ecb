"""Are there people enough in a house to pay a call? Each step takes another person; who is missing is told by role, before a call starts.

few hands  a house that truly is too small: both sides may agree, with the payment schedule, that one person checks and orders. Another one
           releases in every case (four eyes). Who called for the receiver never has a part in it.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.prepared import NOW, TODAY, Prepared
from partnerships.organisation.models import Membership, Organisation, Role, role_names
from partnerships.organisation.standing import IT

FACTS, SUMS, RELEASES, ORDERS = (
    (Role.STAFF, Role.COORDINATOR),
    (Role.FINANCE, Role.COORDINATOR),
    (Role.APPROVER,),
    (Role.FINANCE, Role.SIGNATORY),
)
STEPS = (FACTS, SUMS, RELEASES, ORDERS)

Team = Sequence[frozenset[str]]  # the roles of each member


def _roles() -> tuple[str, tuple]:
    rows = Membership.objects.current(TODAY, NOW).filter(organisation=IT).order_by("pk")
    return rows.values_list("roles").query.sql_with_params()


_ROLES = Prepared(_roles)


def team_of(organisation: Organisation) -> Team:
    """One query."""
    rows = _ROLES.rows({"it": organisation.pk, "today": clock.today(), "now": clock.now()})
    return [frozenset(roles) for (roles,) in rows]


def without_anybody(team: Team) -> list[tuple]:
    """The steps for which nobody is left when each is done by another person; as few as possible."""
    taken: dict[int, int] = {}  # member -> step
    return [roles for step, roles in enumerate(STEPS) if not _seat(step, team, taken, set())]


def _seat(step: int, team: Team, taken: dict[int, int], tried: set[int]) -> bool:
    """Find somebody for this step; who has another one already may be given this one if somebody else takes that."""
    for member, roles in enumerate(team):
        if member in tried or not roles & set(STEPS[step]):
            continue
        tried.add(member)
        if member not in taken or _seat(taken[member], team, taken, tried):
            taken[member] = step
            return True
    return False


def without_anybody_of_few(team: Team) -> list[tuple]:
    """The same where one person may check and order, and another one releases."""
    others = [roles for roles in STEPS if roles != RELEASES]
    found = [[RELEASES, *(roles for roles in others if not _any(team, roles))]]
    for member, roles in enumerate(team):
        if roles & set(RELEASES):
            rest = [*team[:member], *team[member + 1 :]]
            found.append([roles for roles in others if not _any(rest, roles)])
    return min(found, key=len)


def _any(team: Team, wanted: tuple) -> bool:
    return any(roles & set(wanted) for roles in team)


def names_of(steps: list[tuple]) -> str:
    """The missing steps in words, each with the roles that may do it."""
    words = {
        FACTS: _("checking the facts (%(roles)s)"),
        SUMS: _("checking the sums (%(roles)s)"),
        RELEASES: _("releasing (%(roles)s)"),
        ORDERS: _("ordering the payment (%(roles)s)"),
    }
    return "; ".join(words[step] % {"roles": role_names(step)} for step in steps)


def is_short(organisation: Organisation) -> bool:
    return bool(without_anybody(team_of(organisation)))


def shortage_of(organisation: Organisation, *, few_hands: bool = False) -> str:
    """Who is missing so that a call can be paid, in a sentence for both sides; empty where nobody is. One query."""
    team = team_of(organisation)
    missing = without_anybody_of_few(team) if few_hands else without_anybody(team)
    if not missing:
        return ""
    return _("%(organisation)s has too few people to pay a call. Somebody is missing for: %(steps)s.") % {
        "organisation": organisation,
        "steps": names_of(missing),
    }
