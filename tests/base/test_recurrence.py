"""The rules of a series against dateutil and against a plain walk through the calendar, over ten years and every change of the clocks."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest
from dateutil import rrule as du
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.base import clock
from partnerships.base.recurrence import By, OnHoliday, Rule, Unit, held_on, holiday, working_day_from

DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
RULES = st.builds(Rule, DAYS, st.sampled_from(Unit), st.integers(1, 14), st.sampled_from(By))
TEN_YEARS = timedelta(days=3653)
FREQUENCY = {Unit.WEEK: du.WEEKLY, Unit.MONTH: du.MONTHLY, Unit.YEAR: du.YEARLY}


def last_of(month: date) -> int:
    return calendar.monthrange(month.year, month.month)[1]


def recurs(rule: Rule, day: date) -> bool:
    """By hand: is this a day of the rule?"""
    first = rule.first
    if rule.unit == Unit.WEEK:
        return (day - first).days % (7 * rule.every) == 0
    months = (day.year - first.year) * 12 + day.month - first.month
    if months % (rule.every * (12 if rule.unit == Unit.YEAR else 1)):
        return False
    if rule.by == By.DATE:
        return day.day == min(first.day, last_of(day))
    if day.weekday() != first.weekday():
        return False
    if rule.by == By.LAST or first.day > 28:
        return day.day + 7 > last_of(day)
    return (day.day - 1) // 7 == (first.day - 1) // 7


def by_dateutil(rule: Rule, last: date) -> list[date]:
    """The same rule given to dateutil in its own words, not as text."""
    words: dict = {"freq": FREQUENCY[rule.unit], "interval": rule.every, "dtstart": datetime.combine(rule.first, time())}
    if rule.unit == Unit.YEAR:
        words["bymonth"] = rule.first.month
    weekday = du.weekdays[rule.first.weekday()]
    if rule.unit == Unit.WEEK:
        words["byweekday"] = weekday
    elif rule.by != By.DATE:
        words["byweekday"] = weekday(-1 if rule.by == By.LAST or rule.first.day > 28 else (rule.first.day - 1) // 7 + 1)
    elif rule.first.day > 28:
        words |= {"bymonthday": tuple(range(28, rule.first.day + 1)), "bysetpos": -1}
    else:
        words["bymonthday"] = rule.first.day
    return [each.date() for each in du.rrule(**words, until=datetime.combine(last, time()))]


@settings(max_examples=150, deadline=None)
@given(RULES)
def test_rule__over_ten_years__as_dateutil_and_as_the_calendar(rule):
    last = rule.first + TEN_YEARS
    found = rule.days_until(last)
    assert found == by_dateutil(rule, last)
    walk = (rule.first + timedelta(days=each) for each in range(TEN_YEARS.days + 1))
    assert found == [day for day in walk if recurs(rule, day)]


@settings(max_examples=60, deadline=None)
@given(RULES, st.integers(0, 3000))
def test_rule__asked_in_parts__gives_the_same_days(rule, cut):
    """A job that asks day by day misses none and has none twice."""
    last, between = rule.first + TEN_YEARS, rule.first + timedelta(days=cut)
    assert rule.days_until(between) + rule.days_until(last, since=between + timedelta(days=1)) == rule.days_until(last)


@settings(max_examples=60, deadline=None)
@given(RULES, st.times(time(0), time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0)))
def test_rule__ten_o_clock_stays_ten_o_clock__across_both_changes(rule, at):
    """The wall shows the same time all ten years, but for the one hour a year that the clocks jump over."""
    for day in rule.days_until(rule.first + TEN_YEARS):
        begins = clock.at(day, at.hour, at.minute).astimezone(UTC).astimezone(clock.BERLIN)
        if begins.time() != at:
            assert (day.month, day.weekday(), at.hour) == (3, 6, 2)
            assert begins.hour == 3
        assert begins.date() == day


def test_rule__tuesday_at_ten__in_summer_and_winter():
    days = Rule(date(2026, 3, 3), Unit.WEEK, 4).days_until(date(2026, 11, 30))
    offsets = {clock.at(day, 10).utcoffset() for day in days}
    assert offsets == {timedelta(hours=1), timedelta(hours=2)}
    assert {clock.at(day, 10).astimezone(UTC).hour for day in days} == {8, 9}


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (Rule(date(2026, 1, 31), Unit.MONTH, 1, By.DATE), ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        (Rule(date(2024, 2, 29), Unit.YEAR, 1, By.DATE), ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        (Rule(date(2026, 8, 31), Unit.MONTH, 6, By.DATE), ["2026-08-31", "2027-02-28", "2027-08-31", "2028-02-29"]),
        (Rule(date(2026, 12, 1), Unit.MONTH), ["2026-12-01", "2027-01-05", "2027-02-02"]),
        (Rule(date(2026, 9, 29), Unit.MONTH), ["2026-09-29", "2026-10-27", "2026-11-24"]),  # the fifth Tuesday is the last
        (Rule(date(2026, 12, 1), Unit.WEEK, 2, until=date(2026, 12, 31)), ["2026-12-01", "2026-12-15", "2026-12-29"]),
        (Rule(date(2026, 12, 1), Unit.MONTH, 6, count=3), ["2026-12-01", "2027-06-01", "2027-12-07"]),
    ],
)
def test_rule__known_cases(rule, days):
    assert [str(day) for day in islice(rule.days(), len(days))] == days
    if not rule.is_open:
        assert [str(day) for day in rule.days()] == days


def test_holidays__of_the_federal_state():
    assert holiday(date(2026, 10, 31), "BB") == "Reformationstag"
    assert holiday(date(2026, 10, 31), "BY") == ""
    assert holiday(date(2026, 10, 3), "") == "Tag der Deutschen Einheit"
    assert holiday(date(2026, 10, 3), "BB", "en") == "German Unity Day"


@pytest.mark.parametrize(
    ("day", "how", "held"),
    [
        (date(2026, 12, 25), OnHoliday.KEEP, date(2026, 12, 25)),
        (date(2026, 12, 25), OnHoliday.SKIP, None),
        (date(2026, 12, 25), OnHoliday.MOVE, date(2026, 12, 28)),  # a Friday; the 26th is a holiday, then comes the weekend
        (date(2026, 12, 24), OnHoliday.SKIP, date(2026, 12, 24)),
    ],
)
def test_held_on__kept_dropped_or_moved(day, how, held):
    assert held_on(day, how, "BB") == held


@settings(max_examples=200, deadline=None)
@given(DAYS, st.sampled_from(["", "BB", "BY", "SN", "BE"]))
def test_working_day__is_one__and_the_nearest(day, region):
    found = working_day_from(day, region)
    assert found.weekday() < 5
    assert not holiday(found, region)
    between = (day + timedelta(days=each) for each in range((found - day).days))
    assert all(each.weekday() >= 5 or holiday(each, region) for each in between)
