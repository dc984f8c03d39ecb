"""Pots for tests, made by the actions themselves."""

from decimal import Decimal

from projects.contribution import actions as contributions
from projects.pot import actions
from tests.projects.contribution import making

NOBODY = "01a20668-7042-75bf-beeb-000000000000"


def pot(team, *, year=2026, name="Nachbarschaft", amount="5000", **more):
    """Kept by the finance person of the team."""
    return actions.make(team.org, year=year, name=name, amount=Decimal(amount), by=team.finance, **more)


def asked(cast, giver, amount="1200", **terms):
    """The other team asks this one."""
    return making.asked(cast, cast.other(giver), making.money(amount=Decimal(amount), **terms))


def granted(cast, giver, pot, amount="1200", **terms):
    contribution = asked(cast, giver, amount, **terms)
    return contributions.grant(contribution, edition=contribution.edition, pot=pot, by=giver.approver)


def to_overbook(cast):
    """The social side's finance person asks; another has to confirm."""
    return actions.overbook(pot(cast.social, may_overbook=True), amount=Decimal(100), reason="Für das Fest.", by=cast.social.finance)
