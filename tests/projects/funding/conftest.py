import pytest

from partnerships.base import clock
from tests.projects.funding.making import DAY


@pytest.fixture(autouse=True)
def _june_2026():
    with clock.travel(clock.at(DAY, 12)):
        yield
