"""Moments read from the database: exactly those that were written, in UTC."""

from datetime import UTC, datetime

import pytest
from django.db import DataError, connection
from hypothesis import given
from hypothesis import strategies as st

from partnerships.base.instants import InstantLoader

MOMENTS = [
    "2026-11-23T05:04:03.000001Z",
    "2026-11-23T05:04:03.12Z",
    "2026-11-23T05:04:03Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z",
]


def read(text: str):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [text])
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_moments_are_read_by_the_parser():
    with connection.cursor() as cursor:
        assert cursor.cursor.adapters.get_loader(1184, 0) is InstantLoader


@pytest.mark.django_db
@pytest.mark.parametrize("text", MOMENTS)
def test_moment__is_what_was_written(text):
    assert read(text) == datetime.fromisoformat(text)
    assert read(text).tzinfo is UTC


@pytest.mark.django_db
def test_moment__in_another_zone_of_the_session__is_the_same(settings):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TimeZone = 'Asia/Kathmandu'")
        cursor.execute("SELECT '2026-11-23T05:04:03.5Z'::timestamptz")
        assert cursor.fetchone() == (datetime(2026, 11, 23, 5, 4, 3, 500000, UTC),)
        cursor.execute("SET LOCAL TimeZone = 'UTC'")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["infinity", "0044-03-15 12:00:00+00 BC", "12345-01-01 00:00:00+00"])
def test_moment__that_no_datetime_can_be__is_an_error(text):
    with pytest.raises(DataError):
        read(text)


@pytest.mark.django_db
@given(st.datetimes(timezones=st.just(UTC)))
def test_any_moment__comes_back(moment):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [moment])
        assert cursor.fetchone() == (moment,)
