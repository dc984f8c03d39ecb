"""Days of a term: the last day for notice, when notice takes effect, when the term renews by itself."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from partnerships.agreement.term import NoticeTo, Renewal, Term, add_months, months_before

DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2080, 12, 31))
months = st.integers(0, 60)
terms = st.builds(
    Term,
    starts_on=st.none(),
    ends_on=st.none() | days,
    notice_months=months,
    notice_to=st.sampled_from(NoticeTo),
    renewal=st.sampled_from(Renewal),
    renewal_months=st.integers(1, 60),
)


def renewing(ends_on, every, **more) -> Term:
    return Term(ends_on=ends_on, renewal=Renewal.AUTO, renewal_months=every, **more)


@pytest.mark.parametrize(
    ("given_on", "notice_months", "notice_to", "end"),
    [
        (date(2026, 1, 10), 3, "end_of_month", date(2026, 4, 30)),
        (date(2026, 1, 31), 3, "end_of_month", date(2026, 4, 30)),
        (date(2026, 2, 1), 3, "end_of_month", date(2026, 5, 31)),
        (date(2026, 11, 30), 3, "end_of_month", date(2027, 2, 28)),
        (date(2027, 11, 30), 3, "end_of_month", date(2028, 2, 29)),
        (date(2028, 2, 29), 12, "end_of_month", date(2029, 2, 28)),
        (date(2026, 6, 30), 6, "year", date(2026, 12, 31)),
        (date(2026, 7, 1), 6, "year", date(2027, 12, 31)),
        (date(2026, 3, 31), 3, "quarter", date(2026, 6, 30)),
        (date(2026, 4, 1), 3, "quarter", date(2026, 9, 30)),
        (date(2026, 12, 31), 0, "year", date(2026, 12, 31)),
        (date(2026, 5, 5), 1, "term", date(2026, 6, 5)),
    ],
)
def test_effective_on__without_an_end(given_on, notice_months, notice_to, end):
    assert Term(notice_months=notice_months, notice_to=notice_to).effective_on(given_on) == end


@pytest.mark.parametrize(
    ("given_on", "notice_to", "renewal", "end"),
    [
        (date(2027, 3, 31), "term", "auto", date(2027, 9, 30)),  # in time: to the end of the term
        (date(2027, 4, 1), "term", "auto", date(2028, 9, 30)),  # after the last day: to the end of the renewed term
        (date(2027, 4, 1), "year", "auto", date(2027, 12, 31)),  # or to the end of a year within it
        (date(2027, 4, 1), "term", "none", date(2027, 9, 30)),  # without renewal it ends anyway
        (date(2027, 4, 1), "year", "by_decision", date(2027, 9, 30)),
        (date(2027, 10, 1), "year", "none", None),  # over
        (date(2031, 1, 1), "term", "auto", date(2031, 9, 30)),  # long renewed
    ],
)
def test_effective_on__with_an_end(given_on, notice_to, renewal, end):
    term = Term(ends_on=date(2027, 9, 30), notice_months=6, notice_to=notice_to, renewal=renewal, renewal_months=12)
    assert term.effective_on(given_on) == end


@pytest.mark.parametrize(
    ("ends_on", "every", "on", "end"),
    [
        (date(2027, 2, 28), 12, date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2028, 3, 1), date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2029, 1, 1), date(2032, 2, 29)),
        (date(2026, 4, 30), 1, date(2026, 5, 1), date(2026, 5, 31)),
        (date(2026, 1, 30), 1, date(2026, 3, 1), date(2026, 3, 30)),
        (date(2026, 12, 31), 12, date(2026, 12, 31), date(2026, 12, 31)),
        (date(2026, 12, 31), 12, date(2027, 12, 31), date(2027, 12, 31)),
        (date(2026, 12, 31), 12, date(2028, 1, 1), date(2028, 12, 31)),
    ],
)
def test_end_from__renewed_terms(ends_on, every, on, end):
    assert renewing(ends_on, every).end_from(on) == end


def test_outlook__last_day_and_renewal():
    term = renewing(date(2027, 12, 31), 12, notice_months=6)
    ahead = term.outlook(date(2027, 6, 30))
    assert (ahead.last_notice_day, ahead.effective_on) == (date(2027, 6, 30), date(2027, 12, 31))
    assert (ahead.renews_on, ahead.last_day_against_renewal) == (date(2028, 1, 1), date(2027, 6, 30))
    assert not ahead.renewal_is_certain
    late = term.outlook(date(2027, 7, 1))
    assert (late.last_notice_day, late.effective_on, late.renews_on) == (date(2028, 6, 30), date(2028, 12, 31), date(2028, 1, 1))
    assert late.renewal_is_certain


def test_last_notice_day__where_nothing_depends_on_it__is_none():
    ending = Term(ends_on=date(2026, 12, 31), notice_months=6, notice_to="year")
    assert ending.last_notice_day(date(2026, 3, 1)) is None
    assert ending.last_notice_day(date(2027, 1, 1)) is None
    assert ending.renews_on(date(2026, 3, 1)) is None


@given(terms, days)
def test_notice__ends_not_before_its_period__unless_the_term_ends_by_itself(term, on):
    end = term.effective_on(on)
    if end is None:
        assert term.ends_on < on
        return
    assert end >= on
    assert end >= add_months(on, term.notice_months) or (end == term.ends_on and not term.renews)


@given(terms, days)
def test_last_notice_day__reaches_the_same_end__and_a_day_later_a_later_one(term, on):
    last = term.last_notice_day(on)
    assume(last is not None)
    assert last >= on
    end = term.effective_on(on)
    assert term.effective_on(last) == end
    after = term.effective_on(last + DAY)
    assert after is None or after > end


@given(terms, days, st.integers(0, 400))
def test_notice__later_given__never_ends_earlier(term, on, later):
    first, second = term.effective_on(on), term.effective_on(on + timedelta(days=later))
    assert first is None or second is None or first <= second


@given(days, st.integers(1, 60), days)
def test_renewal__terms_follow_each_other_without_gap_or_overlap(ends_on, every, on):
    term = renewing(ends_on, every)
    end = term.end_from(on)
    assert end >= on or end == ends_on
    if on > ends_on:
        before = term.end_from(_before(term, end))
        assert before < on
        assert _apart(before, end) == every
        assert term.renews_on(before) == before + DAY


def _before(term, end):
    """Some day of the term before the one that ends on this day."""
    day = end - DAY
    while term.end_from(day) == end:
        day -= timedelta(days=20)
    return day


def _apart(first, second) -> int:
    return (second.year - first.year) * 12 + second.month - first.month


@given(days, months)
def test_months_before__is_the_last_day_from_which_they_still_fit(end, count):
    last = months_before(end, count)
    assert add_months(last, count) <= end
    assert add_months(last + DAY, count) > end
