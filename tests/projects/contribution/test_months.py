"""Places in the calendar: the database's own, kept with each contribution, are those that Python names."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from projects.contribution.models import Contribution
from projects.contribution.months import MonthPosition, month_position
from tests.projects.contribution import making

DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9998, 12, 30))


@pytest.mark.parametrize(
    ("day", "place"),
    [
        (date(2026, 1, 1), "24312"),
        (date(2026, 2, 15), "24313.5"),
        (date(2024, 2, 29), Decimal(24289) + Decimal(28) / Decimal(29)),
        (date(2026, 12, 31), Decimal(24323) + Decimal(30) / Decimal(31)),
    ],
)
def test_place__of_a_day(day, place):
    assert month_position(day) == Decimal(place).quantize(Decimal(1).scaleb(-20))


@pytest.mark.django_db
@given(day=DAYS)
def test_place__is_the_same_in_the_database(day):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({MonthPosition.sql.format('%s::date')})::numeric(30, 20)", [day] * MonthPosition.sql.count("{0}"))
        assert cursor.fetchone()[0] == month_position(day)


@given(day=DAYS)
def test_places__grow_with_the_days(day):
    assert 0 < month_position(day + timedelta(days=1)) - month_position(day) < Decimal("0.04")


def test_contribution__keeps_the_places_of_its_term__and_moves_them_with_it(cast):
    contribution = making.asked(cast, terms=making.money(starts_on=date(2026, 3, 11), ends_on=date(2026, 4, 30)))
    kept = Contribution.objects.values_list("begins_at", "finishes_at")
    assert kept.get(pk=contribution.pk) == (month_position(date(2026, 3, 11)), month_position(date(2026, 5, 1)))
    Contribution.objects.filter(pk=contribution.pk).update(ends_on=date(2027, 1, 15))
    assert kept.get(pk=contribution.pk) == (month_position(date(2026, 3, 11)), month_position(date(2027, 1, 16)))
