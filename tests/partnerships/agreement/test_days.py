"""Leap days, the two changes of the clock, and a worker that was down for a week: an agreement follows the calendar of Germany, once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from partnerships.agreement.models import Agreement
from partnerships.base import clock
from partnerships.journal.models import Entry
from partnerships.notice.models import Letter
from partnerships.tenure import actions as tenure
from partnerships.tenure.days import notice_effective_on, outlook_of, prolonged_to
from tests.days import last_night
from tests.partnerships.agreement.making import signed
from tests.partnerships.amendment import making as amendments

pytestmark = pytest.mark.django_db
LEAP = date(2028, 2, 29)


def made(cast, on: date, **term) -> Agreement:
    with clock.travel(clock.at(on)):
        return signed(cast, **({"promises": (), "notice_to": "term"} | term))


def now() -> Agreement:
    return Agreement.objects.select_related("partnership", "owner").get(amends=None)


def count(*verbs: str) -> list[int]:
    return [Entry.objects.filter(verb=f"agreement.{verb}").count() for verb in verbs]


def at(moment: datetime, *, times: int = 1) -> Agreement:
    """The worker's turn at that moment."""
    with clock.travel(moment):
        for _turn in range(times):
            last_night()
        return now()


def test_leap_day__as_the_first_day_and_as_the_last(cast):
    made(cast, date(2028, 2, 1), starts_on=LEAP, ends_on=LEAP)
    assert at(clock.at(date(2028, 2, 28), 23, 59)).state == "signed"
    assert at(clock.at(LEAP, 0, 1)).state == "active"
    assert at(clock.at(LEAP, 23, 59)).state == "active"
    assert at(clock.at(date(2028, 3, 1), 0, 1), times=2).state == "ended"
    assert count("in_force", "ended") == [1, 1]


def test_leap_day__renewed_by_years__stays_at_the_end_of_february(cast):
    made(cast, date(2027, 3, 1), starts_on=date(2027, 3, 1), ends_on=LEAP, renewal="auto", renewal_months=12, notice_months=3)
    assert outlook_of(now()).last_notice_day == date(2027, 11, 30)
    assert at(clock.at(date(2028, 3, 1), 0, 1)).ends_on == date(2029, 2, 28)
    assert prolonged_to(now(), date(2032, 2, 28)) == date(2032, 2, 29)
    assert Entry.objects.filter(verb="agreement.prolonged").exists()


def test_leap_day__notice_given_on_it(cast, client):
    made(cast, date(2027, 3, 1), starts_on=date(2027, 3, 1), ends_on=None, notice_months=12, notice_to="end_of_month")
    with clock.travel(clock.at(LEAP)):
        assert notice_effective_on(now()) == LEAP.replace(year=2029, day=28)
        client.force_login(cast.social.signatory)
        assert "28.02.2029" in client.get(reverse("agreement_give_notice", args=[now().pk])).content.decode()
        tenure.give_notice(now(), effective_on=date(2029, 2, 28), by=cast.social.signatory)
    assert at(clock.at(date(2029, 2, 28), 23, 59)).state == "notice"
    assert at(clock.at(date(2029, 3, 1), 0, 0)).state == "ended"


@pytest.mark.parametrize("first", [date(2026, 3, 29), date(2026, 3, 30), date(2026, 10, 25), date(2026, 10, 26)])
def test_clock_change__begins_with_the_day_in_germany_and_ends_with_it(cast, first):
    made(cast, first - timedelta(days=20), starts_on=first, ends_on=first)
    midnight = clock.at(first, 0).astimezone(UTC)
    assert at(midnight - timedelta(seconds=1)).state == "signed"
    assert at(midnight).state == "active"
    after = clock.after(first).astimezone(UTC)
    assert (after - midnight).total_seconds() / 3600 == {date(2026, 3, 29): 23, date(2026, 10, 25): 25}.get(first, 24)
    assert at(after - timedelta(seconds=1)).state == "active"
    assert at(after).state == "ended"
    assert count("in_force", "ended", "wind_up_begun") == [1, 1, 1]


def test_clock_change__notice_in_the_last_hour_of_its_last_day__counts_for_that_day(cast):
    """23:30 in Germany on 31 March is 21:30 UTC, on 31 October 22:30: both still the last day."""
    for month, hour in ((3, 21), (10, 22)):
        made(cast, date(2026, 1, 1), starts_on=date(2026, 1, 1), ends_on=None, notice_months=1, notice_to="end_of_month")
        agreement = Agreement.objects.order_by("created_at").last()
        last = date(2026, month, 31)
        with clock.travel(datetime(2026, month, 31, hour, 30, tzinfo=UTC)):
            assert clock.today() == last
            first, second = notice_effective_on(agreement), notice_effective_on(agreement, last + timedelta(days=1))
        assert (first, second) == ((date(2026, 4, 30), date(2026, 5, 31)) if month == 3 else (date(2026, 11, 30), date(2026, 12, 31)))


def test_a_week_without_a_worker__over_the_clock_change__everything_happens_once_and_in_order(cast):
    """Meanwhile: an amendment becomes valid, the talk about the end is due, the term ends and renews itself."""
    begin, away = date(2026, 1, 1), date(2026, 10, 21)
    made(cast, begin, starts_on=begin, ends_on=date(2026, 10, 24), renewal="auto", renewal_months=12, notice_months=1)
    with clock.travel(clock.at(date(2026, 6, 1))):
        amendment = amendments.signed(cast, now(), starts_on=date(2026, 10, 23))
    at(clock.at(away, 22))
    before = Letter.objects.filter(key__startswith="tenure.prolonged").count()

    agreement = at(clock.at(away + timedelta(days=7), 3), times=2)

    assert (agreement.state, agreement.edition, agreement.ends_on) == ("active", 2, date(2027, 10, 24))
    assert Agreement.objects.get(pk=amendment.pk).state == "merged"
    assert count("merged", "prolonged") == [1, 1]
    letters = Letter.objects.filter(key__startswith="tenure.prolonged").count() - before
    assert letters == len({person.pk for team in cast.teams for person in (team.coordinator, team.approver, team.signatory)})


def test_a_month_without_a_worker__still_begins_and_ends_once(cast):
    made(cast, date(2026, 1, 1), starts_on=date(2026, 2, 1), ends_on=date(2026, 2, 20))
    agreement = at(clock.at(date(2026, 4, 1)), times=2)
    assert agreement.state == "ended"
    assert count("in_force", "ended", "wind_up_begun") == [1, 1, 1]
