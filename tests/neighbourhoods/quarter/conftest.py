"""A quarter with figures of each level, for its tests."""

from decimal import Decimal

import pytest

from neighbourhoods.quarter.models import Figure
from tests.neighbourhoods.quarter.making import add_figure, add_quarter


@pytest.fixture
def quarter(cast):
    return add_quarter(cast)


@pytest.fixture
def figures(cast, quarter):
    return [
        add_figure(quarter, cast.housing.staff, value=Decimal(7), level=Figure.Level.PUBLIC, key=Figure.Key.TURNOVER),
        add_figure(quarter, cast.housing.staff, value=Decimal("2.4"), level=Figure.Level.PARTNERS),
        add_figure(quarter, cast.housing.staff, value=Decimal("6.35"), level=Figure.Level.INTERNAL, key=Figure.Key.RENT),
    ]
