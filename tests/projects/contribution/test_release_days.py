"""Requests that wait at a house: their day moves when a cut-off passes, and nobody is left alone with them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from partnerships.approval import actions as approval
from partnerships.approval import keeping
from partnerships.approval.keeping import StepPlan
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.membership import actions as membership
from partnerships.notice.models import Letter
from partnerships.organisation.models import Membership, Role
from partnerships.todo.registry import todos_of
from partnerships.work.tasks import daily
from projects.contribution import actions
from projects.contribution.models import Contribution
from tests.days import last_night
from tests.partnerships.approval.making import board, fresh, plan, rule
from tests.projects.contribution import making

pytestmark = pytest.mark.django_db
LEAD = StepPlan("Leitung", (Role.APPROVER,))
BOSS = StepPlan("Geschäftsführung", (Role.SIGNATORY,))
CUT_OFF = date(2026, 10, 28)


def letters(kind: str) -> set[str]:
    return set(Letter.objects.filter(key__startswith=kind).values_list("to", flat=True))


def leaves(person, team) -> None:
    membership.end_member(Membership.objects.get(person=person, organisation=team.org), by=team.administrator)


@pytest.mark.parametrize("side", ["social", "housing"])
def test_cut_off_passes__an_open_request__moves_and_remembers__both_told_once(client, cast, side):
    giver = getattr(cast, side)
    receiver = cast.other(giver)
    with clock.travel(clock.at(date(2026, 10, 1))):
        last_night()
        body = board(giver, (date(2026, 11, 19), CUT_OFF), (date(2026, 12, 17), date(2026, 11, 25)))
        rule(giver, StepPlan("Aufsichtsrat", (Role.APPROVER,), body=body))
        contribution = making.asked(cast, receiver)
        assert contribution.expected_on == date(2026, 11, 19)
    for days in (7, 8):  # the worker was down for a week
        with clock.travel(clock.at(CUT_OFF + timedelta(days=days))):
            daily()
    contribution.refresh_from_db()
    assert (contribution.expected_on, contribution.expected_before) == (date(2026, 12, 17), date(2026, 11, 19))
    assert Entry.objects.filter(verb="release.moved", subject_id=contribution.pk).count() == 1
    told = {receiver.staff.email, receiver.coordinator.email, giver.approver.email, giver.coordinator.email}
    assert told <= letters("release.moved")
    assert Letter.objects.filter(key__startswith="release.moved").count() == len(letters("release.moved"))
    for team in cast.teams:
        with clock.travel(clock.at(date(2026, 11, 5))):
            client.force_login(team.reader)
            page = client.get(contribution.get_absolute_url()).content.decode()
        assert "Verschoben am 04.11.2026, weil ein Stichtag verstrichen war; vorher: 19.11.2026." in page


@pytest.mark.parametrize("side", ["social", "housing"])
def test_the_giver_changes_its_dates_or_rules__an_open_request__moves__both_told(client, cast, side):
    giver = getattr(cast, side)
    receiver = cast.other(giver)
    with clock.travel(clock.at(date(2026, 10, 1))):
        body = board(giver, (date(2026, 11, 19), CUT_OFF), (date(2026, 12, 17), date(2026, 11, 25)))
        made = rule(giver, StepPlan("Aufsichtsrat", (Role.APPROVER,), body=body))
        contribution = making.asked(cast, receiver)
        keeping.add_no_go(giver.org, name="Prüfung", starts_on=CUT_OFF, ends_on=date(2026, 11, 30), by=giver.administrator)
        contribution.refresh_from_db()
        assert (contribution.expected_on, contribution.expected_before) == (date(2026, 12, 17), date(2026, 11, 19))
        assert {receiver.staff.email, receiver.coordinator.email, giver.approver.email} <= letters("release.moved")
        for team in cast.teams:
            client.force_login(team.reader)
            page = client.get(contribution.get_absolute_url()).content.decode()
            assert "Verschoben am 01.10.2026, weil Termine oder Regeln für Entscheidungen geändert wurden; vorher: 19.11.2026." in page
        keeping.change_rule(made, plan(LEAD), by=giver.administrator)
        contribution.refresh_from_db()
        assert contribution.expected_on == date(2026, 10, 8)
    assert Entry.objects.filter(verb="release.moved_by_house", subject_id=contribution.pk).count() == 2


def test_accept_part__by_nobody_who_proposed_or_released_it(cast):
    """People who sit in both houses: neither of those who said yes there accepts it here."""
    rule(cast.housing, LEAD, BOSS)
    contribution = making.asked(cast)
    proposer, released = cast.housing.approver, cast.housing.signatory
    contribution = actions.grant_part(contribution, edition=1, amount=Decimal(700), text="Mehr geht nicht", by=proposer)
    approval.approve(Release.objects.about(contribution).get(), by=released)
    contribution.refresh_from_db()
    for person in (proposer, released):
        Membership.objects.create(person=person, organisation=cast.social.org, roles=[Role.COORDINATOR])
        with pytest.raises(Refused, match="selbst bewilligt oder freigegeben"):
            actions.accept_part(contribution, edition=contribution.edition, by=fresh(person))
    accepted = actions.accept_part(contribution, edition=contribution.edition, by=cast.social.coordinator)
    assert accepted.state == Contribution.State.GRANTED


@pytest.mark.parametrize("side", ["social", "housing"])
def test_the_only_approver_leaves__the_administration_of_the_giver_is_told_at_once(cast, side):
    giver = getattr(cast, side)
    contribution = making.asked(cast, cast.other(giver))
    leaves(giver.approver, giver)
    assert letters("contribution.nobody") == {giver.administrator.email}
    assert contribution.title in Letter.objects.get(key__startswith="contribution.nobody").body
    ask = "Niemand darf mehr über diese Anfrage entscheiden: Geben Sie jemandem die Rolle"
    assert ask in [todo.ask for todo in todos_of(fresh(giver.administrator))["me"]]
    for person in (giver.coordinator, cast.other(giver).administrator):
        assert ask not in [todo.ask for todos in todos_of(fresh(person)).values() for todo in todos]
    seat = Membership.objects.get(person=giver.coordinator)
    membership.change_member(seat, roles=[Role.COORDINATOR, Role.APPROVER], function="", by=giver.administrator)
    assert ask not in [todo.ask for todo in todos_of(fresh(giver.administrator))["me"]]


def test_whoever_has_to_release_leaves__the_decision_goes_on_with_another(cast):
    house = cast.housing
    rule(house, LEAD, BOSS)
    contribution = actions.grant(making.asked(cast), edition=1, by=house.approver)
    leaves(house.signatory, house)
    assert letters("release.nobody") == {house.administrator.email}
    seat = Membership.objects.get(person=house.coordinator)
    membership.change_member(seat, roles=[Role.COORDINATOR, Role.SIGNATORY], function="", by=house.administrator)
    approval.approve(Release.objects.about(contribution).get(), by=fresh(house.coordinator))
    contribution.refresh_from_db()
    assert contribution.state == Contribution.State.GRANTED


def test_release_that_is_granted__stays_with_a_sentence(cast):
    """What has been told to the other side is not taken back by a release; the rule that was in force stays with the decision."""
    made = rule(cast.housing, LEAD, BOSS)
    contribution = actions.grant(making.asked(cast), edition=1, by=cast.housing.approver)
    release = approval.approve(Release.objects.about(contribution).get(), by=cast.housing.signatory)
    with pytest.raises(Refused, match="Was freigegeben ist, bleibt freigegeben"):
        approval.withdraw(release, by=cast.housing.signatory, reason="Doch nicht")
    release.refresh_from_db()
    assert (release.state, release.rule) == ("granted", made)
