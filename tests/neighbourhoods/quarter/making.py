"""What the tests of quarters make."""

from datetime import date
from decimal import Decimal

from neighbourhoods.quarter import actions
from neighbourhoods.quarter.models import Figure


def add_quarter(cast, name="Lindenhof"):
    return actions.add(name=name, city="Auenstedt", partnerships=[cast.partnership], organisation=cast.housing.org, by=cast.housing.staff)


def add_figure(quarter, by, **other):
    figure = {
        "key": Figure.Key.VACANCY_MARKET,
        "value": Decimal("1.1"),
        "reference_date": date(2026, 6, 30),
        "source": "Eigene Statistik",
        "level": Figure.Level.PARTNERS,
    }
    return actions.add_figure(quarter, **figure | other, by=by)
