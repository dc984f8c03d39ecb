from datetime import timedelta

import pytest

from partnerships.base import clock
from partnerships.partnership import actions, todos
from partnerships.partnership.models import Party


def seen(source, person):
    return [(todo.waiting, todo.who, todo.days) for todo in source(person)]


@pytest.fixture
def founded(cast):
    with clock.travel(clock.now() - timedelta(days=6)):
        return actions.found(
            title="Neu",
            description="",
            fields_of_action=[],
            organisation=cast.social.org,
            invited=cast.housing.org,
            by=cast.social.coordinator,
        )


def test_invitations__wait_for_me_us_and_them__since_days(cast, founded, django_assert_num_queries):
    assert seen(todos.invitations, cast.housing.coordinator) == [("me", "Bau", 6)]
    assert seen(todos.invitations, cast.housing.reader) == [("us", "Bau", 6)]
    assert seen(todos.invitations, cast.social.staff) == [("them", "Bau", 6)]
    assert seen(todos.invitations, cast.observer.reader) == seen(todos.invitations, cast.outsider.coordinator) == []
    staff = cast.social.staff
    with django_assert_num_queries(3):  # standing, seats, parties
        todos.invitations(staff)


def test_invitations__are_gone__when_answered(cast, founded):
    actions.accept(Party.objects.get(partnership=founded, organisation=cast.housing.org), by=cast.housing.coordinator)
    assert seen(todos.invitations, cast.housing.coordinator) == seen(todos.invitations, cast.social.coordinator) == []


def test_endings__wait_for_the_other_side__and_are_coming_back(cast, django_assert_num_queries):
    for team in cast.teams:
        other = cast.other(team)
        actions.ask_ending(cast.partnership, reason="Ende", by=team.coordinator)
        assert seen(todos.endings, team.coordinator) == [("them", "Soziale Seite" if other is cast.social else "Wohnungsseite", 0)]
        assert seen(todos.endings, other.coordinator) == [("me", "", 0)]
        assert seen(todos.endings, other.staff) == [("us", "", 0)]
        assert seen(todos.endings, cast.observer.reader) == []
        lead = other.coordinator
        with django_assert_num_queries(3):  # standing, seats, partnerships
            todos.endings(lead)
        actions.withdraw_ending(cast.partnership, by=team.coordinator)
