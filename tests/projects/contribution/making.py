"""Contributions for tests, made by the actions themselves."""

from datetime import date
from decimal import Decimal

from partnerships.base.valuation import Kind
from projects.contribution import actions, deliveries
from projects.contribution.models import Contribution
from projects.contribution.terms import Terms

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
LATER = date(2030, 1, 1)  # after any test


def money(**changes) -> Terms:
    """1,200 € for a summer party."""
    start, end = YEAR
    return Terms(**{"kind": Kind.MONEY, "title": "Sommerfest", "starts_on": start, "ends_on": end, "amount": Decimal("1200.00"),
                    "money_type": "zuschuss", "purpose": "Ein Fest für alle im Hof"} | changes)  # fmt: skip


def rooms(**changes) -> Terms:
    """120 m² at 7.62 € for 12 months: 10,972.80 €."""
    start, end = YEAR
    return Terms(**{"kind": Kind.ROOMS, "title": "Stadtteiltreff", "starts_on": start, "ends_on": end, "quantity": Decimal(120),
                    "rate": Decimal("7.62"), "months": Decimal(12), "rate_source": "Mietspiegel",
                    "rate_date": date(2025, 1, 1)} | changes)  # fmt: skip


def hours(**changes) -> Terms:
    """48 hours at 52 €: 2,496.00 €."""
    start, end = YEAR
    return Terms(**{"kind": Kind.TIME, "title": "Beratung", "starts_on": start, "ends_on": end, "quantity": Decimal(48),
                    "rate": Decimal(52), "rate_source": "Vollkostensatz Sozialmanagement"} | changes)  # fmt: skip


def asked(cast, team=None, terms: Terms | None = None) -> Contribution:
    """Asked by the staff of `team` (the social one), of the other team."""
    team = team or cast.social
    return actions.ask(cast.partnership, giver=cast.other(team).org, terms=terms or money(), by=team.staff)


def granted(cast, team=None, terms: Terms | None = None) -> Contribution:
    contribution = asked(cast, team, terms)
    giver = cast.other(team or cast.social)
    return actions.grant(contribution, edition=contribution.edition, by=giver.approver)


class Everything:
    """Ticks for whatever is unusual."""

    def __contains__(self, key) -> bool:
        return True


def delivered(cast, team=None, *, amount=Decimal("500.00"), contribution=None, **how):
    """Noted by the giver's finance person."""
    contribution = contribution or granted(cast, team)
    giver = cast.other(team or cast.social)
    return deliveries.deliver(contribution, amount=amount, by=giver.finance, **{"on": date(2026, 3, 1)} | how)
