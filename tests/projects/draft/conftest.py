from datetime import date

import pytest

from partnerships.base import clock


@pytest.fixture(autouse=True)
def _june_2026():
    """Every test of this slice lives on 1 June 2026."""
    with clock.travel(clock.at(date(2026, 6, 1))):
        yield
