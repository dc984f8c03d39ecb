"""Each organisation sets the days of its own steps; the day is kept with the step."""

from datetime import date

import pytest

from partnerships.base import clock
from partnerships.base.verdict import Refused
from projects.contribution import actions as contributions
from projects.contribution import todos
from projects.contribution.turn import turn_of
from projects.limit import actions, rules
from projects.limit.models import Limits
from tests.projects.contribution import making

DAYS = {"formal": 3, "assess": 8, "decide": 10, "answer": 5, "accept": 7}


@pytest.fixture(autouse=True)
def _june_2026():
    with clock.travel(clock.at(date(2026, 6, 1))):
        yield


@pytest.mark.parametrize("index", [0, 1])
def test_due__follows_the_step_and_who_has_it(cast, index):
    team = cast.teams[index]
    giver = cast.other(team)
    assert making.asked(cast, team).due_on == date(2026, 7, 1)
    actions.change(giver.org, days=DAYS, by=giver.coordinator)
    contribution = making.asked(cast, team)
    assert contribution.due_on == date(2026, 6, 11)
    contribution = contributions.ask_back(contribution, edition=1, text="Wofür?", by=giver.approver)
    assert contribution.due_on == date(2026, 6, 15)  # the asking organisation has its own
    contribution = contributions.answer(contribution, edition=2, text="Dafür.", by=team.staff)
    assert contribution.due_on == date(2026, 6, 11)

    with clock.travel(clock.at(date(2026, 6, 12))):
        mine = next(todo for todo in todos.contributions(giver.approver) if todo.due == date(2026, 6, 11))
        assert (mine.waiting, mine.overdue) == ("me", True)
        theirs = next(todo for todo in todos.contributions(team.staff) if todo.due == date(2026, 6, 11))
        assert (theirs.waiting, theirs.overdue) == ("them", True)
        assert turn_of(giver.approver, contribution)["whose"] == "late"
        assert turn_of(team.staff, contribution)["due"] == date(2026, 6, 11)
    contribution = contributions.grant(contribution, edition=3, by=giver.approver)
    assert contribution.due_on is None


def test_change__by_administration_or_coordination_of_the_own_house(cast):
    for team in cast.teams:
        assert rules.may_change(team.coordinator, team.org)
        assert rules.may_change(team.administrator, team.org)
        assert not rules.may_change(team.staff, team.org)
        assert not rules.may_change(cast.other(team).coordinator, team.org)
    with pytest.raises(Refused):
        actions.change(cast.social.org, days=DAYS, by=cast.housing.coordinator)


def test_page__reads_and_changes(client, cast):
    page = f"/organisations/{cast.social.org.pk}/limits/"
    client.force_login(cast.social.reader)
    assert "30 Tage" in client.get(page).content.decode()
    assert client.post(page, DAYS | {"edition": 1}).status_code == 422
    client.force_login(cast.housing.coordinator)
    assert client.get(page).status_code == 404
    client.force_login(cast.social.coordinator)
    for nonsense in ("0", "366", "1e9", "-3", "", "zwei"):
        assert client.post(page, DAYS | {"edition": 1, "decide": nonsense}).status_code == 422
    assert not Limits.objects.exists()
    assert client.post(page, DAYS | {"edition": 1}).status_code == 302
    assert Limits.objects.get().answer == 5
