"""What the days bring: cut-offs that pass, time limits, steps for which nobody is left. Told to those concerned, and once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from partnerships.approval import actions, keeping
from partnerships.approval.keeping import StepPlan
from partnerships.approval.models import Body, DecisionDay
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.membership import actions as membership
from partnerships.notice.models import Letter
from partnerships.organisation.models import Membership, Role
from partnerships.partnership.models import Partnership
from partnerships.work.tasks import daily
from tests.days import last_night
from tests.partnerships.approval.making import approver, ask, board, fresh, rule

pytestmark = pytest.mark.django_db
START = date(2026, 10, 1)
CUT_OFF, MEETING, NEXT = date(2026, 10, 28), date(2026, 11, 19), date(2026, 12, 17)


@pytest.fixture(autouse=True)
def _october():
    with clock.travel(clock.at(START)):
        last_night()
        yield


def on(day: date, *, works: Callable = last_night) -> None:
    """The night before that day has passed, and with it the daily work."""
    with clock.travel(clock.at(day, 6)):
        works()


def letters(kind: str) -> set[str]:
    return set(Letter.objects.filter(key__startswith=f"release.{kind}:").values_list("to", flat=True))


def to_the_board(team):
    body = board(team, (MEETING, CUT_OFF), (NEXT, date(2026, 11, 25)))
    rule(team, StepPlan("Fördercontrolling", (Role.FINANCE,)), StepPlan("Aufsichtsrat", (Role.SIGNATORY,), body=body))


@pytest.mark.parametrize("side", ["social", "housing"])
def test_cut_off_passes__the_day_moves__both_sides_are_told_once(cast, side):
    team = getattr(cast, side)
    to_the_board(team)
    release = ask(cast, team)
    assert (release.expected_on, release.watch_on) == (MEETING, CUT_OFF)
    on(CUT_OFF)
    release.refresh_from_db()
    assert (release.expected_on, release.moved_on) == (MEETING, None)
    on(CUT_OFF + timedelta(days=1))
    on(CUT_OFF + timedelta(days=2))
    release.refresh_from_db()
    assert (release.expected_on, release.expected_before, release.moved_on) == (NEXT, MEETING, CUT_OFF + timedelta(days=1))
    line = Entry.objects.get(verb="release.moved", organisation=team.org)
    assert line.sentence == (
        f"{team.org}: Ein Stichtag für die Entscheidung über „Mehr Nachbarn.“ ist verstrichen. "
        "Jetzt erwartet bis 17.12.2026, vorher: 19.11.2026."
    )
    for each in cast.teams:
        assert line in Entry.objects.visible_to(fresh(each.reader))
        assert {each.coordinator.email, each.approver.email, each.signatory.email} <= letters("moved")
    assert cast.housing.reader.email not in letters("moved")
    assert Letter.objects.filter(key__startswith="release.moved").count() == len(letters("moved"))
    letter = Letter.objects.get(key__startswith="release.moved", to=cast.other(team).coordinator.email)
    assert "bis 17.12.2026 statt 19.11.2026" in letter.body
    assert "Aufsichtsrat, nächste Sitzung 17.12.2026" in letter.body


@pytest.mark.parametrize("side", ["social", "housing"])
def test_the_house_changes_its_dates__the_day_moves__both_sides_are_told(cast, side):
    team = getattr(cast, side)
    to_the_board(team)
    release = ask(cast, team)
    keeping.remove_day(DecisionDay.objects.get(meets_on=MEETING), by=team.administrator)
    release.refresh_from_db()
    assert (release.expected_on, release.expected_before, release.moved_why) == (NEXT, MEETING, "house")
    line = Entry.objects.get(verb="release.moved_by_house")
    assert line.sentence == (
        f"{team.org} hat Termine oder Regeln für Entscheidungen geändert. Die Entscheidung über „Mehr Nachbarn.“ wird jetzt bis 17.12.2026 "
        "erwartet, vorher: 19.11.2026."
    )
    for each in cast.teams:
        assert line in Entry.objects.visible_to(fresh(each.reader))
        assert {each.coordinator.email, each.approver.email, each.signatory.email} <= letters("moved")
    letter = Letter.objects.get(key__startswith="release.moved", to=cast.other(team).coordinator.email)
    assert "wird später erwartet" in letter.subject
    assert "bis 17.12.2026 statt 19.11.2026" in letter.body
    keeping.add_days(Body.objects.get(), [(date(2026, 10, 20), date(2026, 10, 10), "")], by=team.administrator)
    assert Letter.objects.filter(subject__contains="wird früher erwartet", to=cast.other(team).coordinator.email).count() == 1


def test_a_meeting_is_moved__one_letter_for_each(cast):
    team = cast.housing
    to_the_board(team)
    ask(cast, team)
    one, later = DecisionDay.objects.get(meets_on=MEETING), MEETING + timedelta(days=7)
    words = {"cut_off_on": one.cut_off_on, "topics": one.topics, "by": team.administrator}
    keeping.change_day(one, meets_on=later, seen=one.fingerprint(), **words)
    assert Letter.objects.filter(key__startswith="release.moved", to=cast.social.coordinator.email).count() == 1
    assert "bis 26.11.2026 statt 19.11.2026" in Letter.objects.get(to=cast.social.coordinator.email).body
    line = Entry.objects.get(verb="house.day_changed")
    assert line.sentence.endswith("jetzt am 26.11.2026 (Stichtag 28.10.2026), vorher am 19.11.2026 (Stichtag 28.10.2026).")
    with pytest.raises(Refused, match="Inzwischen"):
        keeping.change_day(one, meets_on=MEETING, seen=one.fingerprint(), **words)


def test_the_house_changes_dates_that_move_nothing__nobody_is_told(cast):
    """Nor does a day that only passes: what had been expected without a meeting stays, whenever somebody enters one."""
    rule(cast.social, StepPlan("Leitung", (Role.APPROVER,)))
    release = ask(cast, cast.social)
    expected = release.expected_on
    with clock.travel(clock.at(expected + timedelta(days=3))):
        board(cast.social, (NEXT, MEETING))
        keeping.add_no_go(cast.social.org, name="Umzug", starts_on=NEXT, ends_on=NEXT, by=cast.social.administrator)
    release.refresh_from_db()
    assert (release.expected_on, release.moved_on) == (expected, None)
    assert not Entry.objects.filter(verb__startswith="release.moved").exists()


def test_the_house_changes_its_dates__in_a_partnership_that_is_over__nobody_is_told(cast):
    to_the_board(cast.housing)
    release = ask(cast, cast.housing)
    Partnership.objects.update(state=Partnership.State.ENDED, ended_on=START)
    keeping.add_no_go(cast.housing.org, name="Umzug", starts_on=MEETING, ends_on=MEETING, by=cast.housing.administrator)
    release.refresh_from_db()
    assert release.expected_on == NEXT
    assert not Entry.objects.filter(verb__startswith="release.moved").exists()


def test_cut_off_passes__while_the_worker_was_down_for_a_week__told_once(cast):
    to_the_board(cast.housing)
    release = ask(cast, cast.housing)
    on(CUT_OFF - timedelta(days=1))
    on(CUT_OFF + timedelta(days=8), works=daily)
    on(CUT_OFF + timedelta(days=9), works=daily)
    release.refresh_from_db()
    assert (release.expected_on, release.moved_on) == (NEXT, CUT_OFF + timedelta(days=8))
    assert Entry.objects.filter(verb="release.moved").count() == 1


def test_cut_off_passes__the_papers_were_there_in_time__the_day_stays(cast):
    to_the_board(cast.housing)
    release = ask(cast, cast.housing)
    actions.approve(release, by=cast.housing.finance)
    on(CUT_OFF + timedelta(days=1))
    release.refresh_from_db()
    assert (release.expected_on, release.watch_on, release.moved_on) == (MEETING, None, None)


def test_time_limit__those_who_may_release_are_reminded_once(cast):
    team = cast.housing
    rule(team, StepPlan("Freigabe", (Role.APPROVER,), days=3))
    approver(team, "zweite")
    away = approver(team, "dritte")
    keeping.enter_absence(
        team.org, person=away, starts_on=START, ends_on=START + timedelta(days=30), deputy=team.finance, by=team.administrator
    )
    ask(cast, team, by=team.approver)
    on(date(2026, 10, 5))
    assert letters("reminder") == set()
    on(date(2026, 10, 6))
    on(date(2026, 10, 7))
    assert letters("reminder") == {"bau.zweite@example.org", "bau.dritte@example.org", team.finance.email}
    assert Letter.objects.filter(key__startswith="release.reminder").count() == 3


@pytest.mark.parametrize("side", ["social", "housing"])
def test_the_last_approver_leaves__the_administration_is_told_at_once_and_once(cast, side):
    team = getattr(cast, side)
    ask(cast, team)
    membership.end_member(Membership.objects.get(person=team.approver, organisation=team.org), by=team.administrator)
    assert letters("nobody") == {team.administrator.email}
    on(START + timedelta(days=1))
    assert Letter.objects.filter(key__startswith="release.nobody").count() == 1
    approver(team, "neu")
    on(START + timedelta(days=2))
    Membership.objects.filter(person__name=f"{team.org.short_name} neu").update(roles=[Role.READER])
    on(START + timedelta(days=3))
    assert Letter.objects.filter(key__startswith="release.nobody").count() == 2


def test_an_absence_without_a_deputy__the_administration_is_told_when_it_begins(cast):
    team = cast.housing
    ask(cast, team)
    begins = START + timedelta(days=2)
    membership_ = Membership.objects.get(person=team.approver)
    membership_.ends_on = begins - timedelta(days=1)
    membership_.save(update_fields=["ends_on"])
    on(begins - timedelta(days=1))
    assert letters("nobody") == set()
    on(begins)
    assert letters("nobody") == {team.administrator.email}
