from datetime import date, timedelta

import pytest
from dateutil.easter import easter as known_easter
from hypothesis import given
from hypothesis import strategies as st

from partnerships.approval.calendar import Calendar, Meeting, Stage
from partnerships.base.workdays import easter, is_working_day, working_days_after

AUTUMN = Meeting(date(2026, 11, 19), date(2026, 10, 28))
WINTER = Meeting(date(2026, 12, 17), date(2026, 11, 26))
BOARD = Stage("Aufsichtsrat", 10, "board", "Aufsichtsrat")
CALENDAR = Calendar({"board": [AUTUMN, WINTER]})


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 10, 1), AUTUMN),
        (date(2026, 10, 28), AUTUMN),  # the cut-off itself is in time
        (date(2026, 10, 29), WINTER),
        (date(2026, 11, 26), WINTER),
    ],
)
def test_next_meeting__the_first_whose_cut_off_has_not_passed(on, expected):
    found = CALENDAR.expect([BOARD], on=on)
    assert (found.on, found.data["cut_off_on"], found.watch_on) == (
        expected.meets_on,
        expected.cut_off_on.isoformat(),
        expected.cut_off_on,
    )


def test_no_go__the_meeting_in_it_does_not_count():
    closed = Calendar(CALENDAR.meetings, ((date(2026, 11, 16), date(2026, 11, 20)),))
    assert closed.expect([BOARD], on=date(2026, 10, 1)).on == WINTER.meets_on


def test_no_meeting_entered__an_estimate_by_working_days_that_says_so():
    found = Calendar({}).expect([BOARD], on=date(2026, 10, 1))
    assert found.on == date(2026, 10, 15)  # ten working days; 3 October is a Saturday
    assert (found.data["body"], found.data["meets_on"], found.watch_on) == ("Aufsichtsrat", None, None)
    assert "Für Aufsichtsrat ist noch kein Termin eingetragen" in found.why


def test_why__the_sentence_of_the_issue():
    found = CALENDAR.expect([BOARD], on=date(2026, 10, 1), measure={"measure": "amount", "limit": "25000.00"})
    assert found.why == "über 25.000,00\u00a0€ im Jahr: Aufsichtsrat, nächste Sitzung 19.11.2026, Stichtag 28.10.2026"


def test_steps_in_order__add_up__side_by_side_the_longest_counts():
    steps = [Stage("Leitung", 5), Stage("Geschäftsführung", 5)]
    monday = date(2026, 6, 8)
    assert CALENDAR.expect(steps, on=monday).on == date(2026, 6, 22)
    assert CALENDAR.expect(steps, on=monday, in_order=False).on == date(2026, 6, 15)


def test_meeting__is_not_before_the_steps_ahead_of_it_can_be_done():
    steps = [Stage("Leitung", 30), BOARD]
    assert CALENDAR.expect(steps, on=date(2026, 10, 20)).on == WINTER.meets_on


def test_step_after_a_meeting__begins_then():
    assert CALENDAR.expect([BOARD, Stage("Kasse", 1)], on=date(2026, 10, 1)).on == date(2026, 11, 20)


def test_papers_that_were_in_time__stay_in_time():
    begun = Stage("Aufsichtsrat", 10, "board", "Aufsichtsrat", began_on=date(2026, 10, 20))
    found = CALENDAR.expect([begun], on=date(2026, 11, 2))
    assert (found.on, found.watch_on) == (AUTUMN.meets_on, None)


@given(st.integers(1900, 2199))
def test_easter__as_the_church_has_it(year):
    assert easter(year) == known_easter(year)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 40), st.integers(0, 20), st.integers(0, 20))
def test_working_days__as_many_lie_between_and_none_in_a_closed_time(start, count, offset, length):
    closed = (start + timedelta(days=offset), start + timedelta(days=offset + length))
    end = working_days_after(start, count, [closed])
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working_day(day) and not closed[0] <= day <= closed[1] for day in days) == count
    assert is_working_day(end)


def test_closed__beginning_today_is_passed_over():
    assert working_days_after(date(2026, 12, 22), 1, [(date(2026, 12, 23), date(2027, 1, 3))]) == date(2027, 1, 4)


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2027, 6, 30)), st.integers(0, 40)), max_size=6),
    st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2027, 6, 30)), st.integers(0, 30)), max_size=3),
)
def test_any_calendar__the_day_holds_what_the_sentence_says(on, dates, shut):
    meetings = [Meeting(day, day - timedelta(days=before)) for day, before in dates]
    closed = tuple((day, day + timedelta(days=more)) for day, more in shut)
    found = Calendar({"board": meetings}, closed).expect([BOARD], on=on)
    possible = [m for m in meetings if m.cut_off_on >= on and not any(a <= m.meets_on <= b for a, b in closed)]
    if possible:
        assert found.on == min(m.meets_on for m in possible)
        assert found.watch_on >= on
    else:
        assert found.on == working_days_after(on, 10, closed)
