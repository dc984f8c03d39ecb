"""What of a signed agreement waits for whom: proposals, talks about renewal, the list for the end; the same for either side."""

from datetime import date

import pytest

from partnerships.base import clock
from partnerships.organisation.models import Organisation, Role
from partnerships.tenure import actions, todos
from tests.cast import make_person
from tests.partnerships.agreement.making import signed
from tests.partnerships.tenure.test_life import TERM, TODAY, agree, now, propose

UNTIL = date(2030, 12, 31)


@pytest.fixture(autouse=True)
def _today():
    with clock.travel(clock.at(TODAY)):
        yield


@pytest.fixture
def active(cast):
    return signed(cast, promises=(), **TERM)


def told(source, person) -> list[tuple]:
    return [(todo.waiting, todo.ask, todo.who) for todo in source(person)]


def test_motion__waits_for_the_signatories_of_the_other_side(cast, active):
    for team in cast.teams:
        other = cast.other(team)
        motion = propose(active, "renew", by=team.signatory, until=UNTIL)
        ask = f"{team.org} schlägt vor: verlängern. Zustimmen oder ablehnen."
        assert told(todos.motions, other.signatory) == [("me", ask, "")]
        assert told(todos.motions, other.coordinator) == [("us", ask, "")]
        assert told(todos.motions, team.coordinator) == [("them", "Wartet auf eine Antwort zum Vorschlag: verlängern", str(other.org))]
        assert told(todos.motions, cast.outsider.coordinator) == told(todos.motions, cast.observer.reader) == []
        actions.decline(motion, answer="Wir wollen nicht.", by=other.signatory)
        assert told(todos.motions, other.signatory) == []


def test_motion__half_agreed_in_a_house_of_two_signatories__is_up_to_the_second(cast, active):
    Organisation.objects.filter(pk=cast.housing.org.pk).update(signs=Organisation.Signs.JOINTLY)
    make_person("Zweite", cast.housing.org, Role.SIGNATORY)
    motion = propose(active, "renew", by=cast.social.signatory, until=UNTIL)
    agree(motion, by=cast.housing.signatory)
    assert [waiting for waiting, _ask, _who in told(todos.motions, cast.housing.signatory)] == ["us"]
    assert [waiting for waiting, _ask, _who in told(todos.motions, cast.social.signatory)] == ["them"]


def test_motion__agreed_for_a_later_day__is_coming_for_both(cast, active):
    motion = propose(active, "suspend", by=cast.social.signatory, effective_on=date(2026, 5, 1), until=date(2026, 8, 1))
    agree(motion, by=cast.housing.signatory)
    for team in cast.teams:
        assert told(todos.motions, team.signatory) == []
        [todo] = todos.decided(team.reader)
        assert (todo.waiting, todo.due, todo.happens) == ("coming", date(2026, 5, 1), True)


def test_renewal__is_a_question_to_both_until_it_is_proposed(cast, active):
    actions.begin_renewal(active, by=cast.housing.coordinator)
    for team in cast.teams:
        [todo] = todos.renewals(team.coordinator)
        assert (todo.waiting, todo.due) == ("me", TERM["ends_on"])
        assert [todo.waiting for todo in todos.renewals(team.reader)] == ["us"]
    assert todos.renewals(cast.outsider.coordinator) == todos.renewals(cast.observer.reader) == []
    propose(active, "renew", by=cast.social.signatory, until=UNTIL)
    assert todos.renewals(cast.social.coordinator) == todos.renewals(cast.housing.coordinator) == []


def test_wind_up__waits_for_the_house_named__or_for_both(cast, active):
    for team in cast.teams:
        other = cast.other(team)
        item = actions.add_item(now(active), what="Schlüssel", organisation=team.org, until=TODAY, by=other.staff)
        assert told(todos.wind_up, team.staff) == [("me", f"Zu erledigen zum Ende von „{active.title}“", "")]
        assert [waiting for waiting, *_rest in told(todos.wind_up, team.reader)] == ["us"]
        assert told(todos.wind_up, other.staff) == [("them", f"Zu erledigen zum Ende von „{active.title}“", str(team.org))]
        actions.change_item(item, verb="finish", by=team.staff)
        assert todos.wind_up(team.staff) == todos.wind_up(other.staff) == []
    actions.add_item(now(active), what="Bericht", organisation=None, until=None, by=cast.social.staff)
    assert [todo.waiting for team in cast.teams for todo in todos.wind_up(team.staff)] == ["me", "me"]
    assert todos.wind_up(cast.outsider.coordinator) == todos.wind_up(cast.observer.reader) == []
