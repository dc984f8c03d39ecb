"""The life of a series: proposed by either side, agreed by both, its meetings, changes from a day on, the end."""

import threading
from datetime import date, time, timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.base import clock
from partnerships.base.recurrence import Rule
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.meeting import actions as meetings
from partnerships.meeting.models import Meeting
from partnerships.organisation.models import Membership
from partnerships.partnership import actions as partnerships
from partnerships.series import actions, build, rules, tasks
from partnerships.series.models import Series
from partnerships.work.tasks import daily
from tests.cast import asked_at, make_cast
from tests.partnerships.series.stage import TODAY, days, later, proposed, running, terms


@pytest.fixture(autouse=True)
def _a_day_in_november():
    with clock.travel(TODAY):
        yield


def test_propose__by_either_side__waits_for_the_other(cast):
    for team in cast.teams:
        other = cast.other(team)
        series = proposed(cast, team=team)
        assert (series.state, series.organisation, series.yeses()) == ("proposed", team.org, [team.org.pk])
        assert not series.meetings.exists()
        assert not rules.may_agree(team.staff, series)
        assert not rules.may_decline(team.staff, series)
        assert rules.may_withdraw(team.staff, series)
        assert rules.may_agree(other.staff, series)
        assert rules.may_decline(other.staff, series)
        assert not rules.may_withdraw(other.staff, series)
        assert not rules.may_agree(other.reader, series)


def test_agree__plans_a_year__at_ten_in_summer_and_winter__around_the_holidays(cast):
    series = running(cast)
    assert days(series) == [
        "01.12.2026 10:00",
        "05.01.2027 10:00",
        "02.02.2027 10:00",
        "02.03.2027 10:00",
        "06.04.2027 10:00",
        "04.05.2027 10:00",
        "01.06.2027 10:00",
        "06.07.2027 10:00",
        "03.08.2027 10:00",
        "07.09.2027 10:00",
        "05.10.2027 10:00",
        "02.11.2027 10:00",
    ]
    assert {each.starts_at.utcoffset() for each in series.meetings.all()} == {timedelta(0)}
    first = series.meetings.order_by("starts_at").first()
    assert (first.title, first.length, first.sequence) == ("Jour fixe Nr. 2026-12", 60, 0)
    assert [row.name for row in first.participants.all()] == ["Bau coordinator", "Klang coordinator"]
    assert [entry.verb for entry in Entry.objects.filter(subject_id=series.pk).order_by("id")] == [
        "series.proposed",
        "series.agreed",
        "series.running",
    ]


def test_agree__to_what_was_changed_meanwhile__is_refused(cast):
    series = proposed(cast)
    actions.reword(series, terms=terms(cast, time=time(14)), edition=1, by=cast.housing.staff)
    with pytest.raises(Refused):
        actions.agree(series, edition=1, by=cast.housing.staff)
    series.refresh_from_db()
    assert (series.edition, series.organisation) == (2, cast.housing.org)
    assert actions.agree(series, edition=2, by=cast.social.staff).state == "running"
    assert days(series)[0] == "01.12.2026 14:00"


def test_holiday__moves_the_meeting_or_drops_it(cast):
    easter_monday = {"first": date(2027, 3, 1), "unit": "week", "every": 4, "count": 2}  # 1 and 29 March
    moved, dropped, kept = (running(cast, **easter_monday, on_holiday=how) for how in ("move", "skip", "keep"))
    assert days(moved) == ["01.03.2027 10:00", "30.03.2027 10:00"]
    assert days(dropped) == ["01.03.2027 10:00"]
    assert days(kept) == ["01.03.2027 10:00", "29.03.2027 10:00"]
    assert str(moved.meetings.get(starts_at__day=30).original_day) == "2027-03-29"


def test_daily__plans_on__each_meeting_once(cast):
    series = running(cast)
    with later(days=90):
        daily()
        first = days(series)
        tasks.plan_ahead(clock.today())
        daily()
    assert days(series) == first
    assert first[-3:] == ["07.12.2027 10:00", "04.01.2028 10:00", "01.02.2028 10:00"]
    assert Entry.objects.filter(verb="series.went_on").count() == 1


def test_daily__what_one_cancelled_or_moved__is_not_made_again(cast):
    series = running(cast)
    first, second = series.meetings.order_by("starts_at")[:2]
    meetings.cancel(first, reason="Umzug", by=cast.housing.staff)
    plan = meetings.Plan(
        kind="jourfixe", title=second.title, starts_at=clock.at(date(2027, 1, 7), 15), ends_at=clock.at(date(2027, 1, 7), 16)
    )
    meetings.edit(second, details=plan, seen=second.fingerprint(), by=cast.social.staff)
    with later(days=3):
        tasks.plan_ahead(clock.today())
    assert days(series)[:2] == ["07.01.2027 15:00", "02.02.2027 10:00"]
    assert Meeting.objects.filter(series=series).count() == 12


def test_end_by_day_and_by_count__need_no_job(cast):
    assert len(days(running(cast, until=date(2027, 3, 2)))) == 4
    assert len(days(running(cast, count=3))) == 3
    with later(days=800):
        tasks.plan_ahead(clock.today())
    assert sorted(Meeting.objects.filter(series=each).count() for each in Series.objects.all()) == [3, 4]


def test_replace__this_and_following__once_both_agree(cast):
    """The first two stay, the others move over one by one with their topics; UIDs stay, invitations are told by the sequence."""
    old = running(cast)
    third = old.meetings.order_by("starts_at")[2]
    meetings.add_topic(third, title="Heizung", by=cast.housing.staff)
    change = terms(cast, first=date(2027, 2, 4), time=time(15, 30), minutes=90)
    new = actions.replace(old, terms=change, from_day=third.original_day, by=cast.housing.staff)
    assert len(days(old)) == 12
    actions.agree(new, edition=1, by=cast.social.staff)
    old.refresh_from_db()
    third.refresh_from_db()
    assert (old.state, old.until) == ("ended", date(2027, 2, 1))
    assert days(old) == ["01.12.2026 10:00", "05.01.2027 10:00"]
    assert days(new)[:2] == ["04.02.2027 15:30", "04.03.2027 15:30"]
    assert (third.series_id, third.sequence, third.length) == (new.pk, 1, 90)
    assert [item.title for item in third.items.all()] == ["Heizung"]
    assert Meeting.objects.count() == 12


def test_replace__all__fewer_are_cancelled__more_are_made(cast):
    old = running(cast)
    rare = actions.replace(old, terms=terms(cast, every=3), from_day=date(2026, 12, 1), by=cast.social.staff)
    actions.agree(rare, edition=1, by=cast.housing.staff)
    assert [day[:10] for day in days(rare)] == ["01.12.2026", "02.03.2027", "01.06.2027", "07.09.2027"]
    assert Meeting.objects.filter(state="cancelled", series=old).count() == 8
    often = actions.replace(rare, terms=terms(cast), from_day=date(2026, 12, 1), by=cast.social.staff)
    actions.agree(often, edition=1, by=cast.housing.staff)
    assert len(days(often)) == 12


def test_replace__twice_at_once__the_second_is_refused(cast):
    old = running(cast)
    one, two = (actions.replace(old, terms=terms(cast), from_day=date(2026, 12, 1), by=cast.social.staff) for _ in range(2))
    actions.agree(one, edition=1, by=cast.housing.staff)
    with pytest.raises(Refused):
        actions.agree(two, edition=1, by=cast.housing.staff)


def test_end__by_either_side__cancels_what_is_to_come(cast):
    for team in cast.teams:
        series = running(cast)
        cut = series.meetings.order_by("starts_at")[1].original_day
        actions.end(series, from_day=cut, reason="Stelle endet", by=team.staff)
        series.refresh_from_db()
        assert (series.state, series.until) == ("ended", cut - timedelta(days=1))
        assert days(series) == ["01.12.2026 10:00"]
        assert {each.cancel_reason for each in series.meetings.filter(state="cancelled")} == {"Stelle endet"}


def test_decline_and_withdraw__no_meeting_comes_of_it(cast):
    for team in cast.teams:
        other = cast.other(team)
        declined = actions.decline(proposed(cast, team=team), reason="Dienstags geht es nicht.", edition=1, by=other.staff)
        withdrawn = actions.withdraw(proposed(cast, team=team), by=team.staff)
        assert (declined.state, withdrawn.state) == ("declined", "withdrawn")
        with pytest.raises(Refused):
            actions.agree(declined, edition=1, by=other.staff)
    assert not Meeting.objects.exists()


def test_after_the_end_of_the_partnership__nothing_is_planned(cast):
    series = running(cast)
    partnerships.ask_ending(cast.partnership, reason="Ziel erreicht", by=cast.social.coordinator)
    partnerships.confirm_ending(cast.partnership, asked_at=asked_at(cast.partnership), by=cast.housing.coordinator)
    with later(days=200):
        tasks.plan_ahead(clock.today())
    series = Series.objects.get(pk=series.pk)
    assert (series.state, days(series)) == ("ended", [])
    assert not rules.may_replace(cast.social.staff, series)


def test_members_who_left__have_no_seat_in_what_is_planned_later(cast):
    series = running(cast)
    Membership.objects.filter(person=cast.housing.coordinator).update(ends_on=clock.today())
    with later(days=90):
        tasks.plan_ahead(clock.today())
    last = series.meetings.order_by("-starts_at").first()
    assert [row.name for row in last.participants.all()] == ["Klang coordinator"]


def test_no_day_at_all__is_refused(cast):
    with pytest.raises(Refused):
        proposed(cast, first=date(2026, 12, 2), unit="month", by="last", until=date(2026, 12, 3))


def test_meeting_in_the_hour_that_does_not_exist__and_across_midnight(cast):
    night = running(cast, first=date(2027, 3, 28), time=time(2, 30), unit="year", count=1, on_holiday="keep")
    meeting = night.meetings.get()
    assert (meeting.length, f"{meeting.starts_at.astimezone(clock.BERLIN):%H:%M}") == (60, "03:30")
    late = running(cast, first=date(2027, 10, 30), time=time(23, 30), minutes=240, unit="year", count=1, on_holiday="keep").meetings.get()
    assert (late.length, f"{late.ends_at.astimezone(clock.BERLIN):%d.%m. %H:%M}") == (240, "31.10. 02:30")  # an hour is lived twice


@settings(max_examples=25, deadline=None)
@given(
    st.dates(date(2026, 11, 24), date(2027, 6, 30)),
    st.sampled_from(["week", "month", "year"]),
    st.integers(1, 6),
    st.sampled_from(["weekday", "date"]),
    st.lists(st.integers(1, 200), max_size=4),
)
def test_plan_ahead__whenever_it_runs__the_meetings_are_those_of_the_rule(first, unit, every, by, steps):
    """In memory: whatever days the job runs on, what it would make together is the rule, without a gap and without a double."""
    rule, today, known = Rule(first, unit, every, by), date(2026, 11, 23), []
    until = None
    for step in [0, *steps]:
        today += timedelta(days=step)
        begin = max(filter(None, [until and until + timedelta(days=1), today]))
        until = max(filter(None, [until, today + build.HORIZON]))
        known += rule.days_until(today + build.HORIZON, since=begin)
    assert known == [day for day in rule.days_until(until) if day >= date(2026, 11, 23)]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_plan_ahead__two_workers_at_once__each_meeting_once():
    cast = make_cast()
    series = running(cast)
    barrier = threading.Barrier(2)

    def work():
        with later(days=200):
            barrier.wait()
            build.go_on(series)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    [each.start() for each in threads]
    [each.join() for each in threads]
    found = list(Meeting.objects.values_list("original_day", flat=True))
    assert len(found) == len(set(found)) == 19
    assert Entry.objects.filter(verb="series.went_on").count() == 1
