"""The start page: what waits for whom, told to each side."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.base import clock
from partnerships.base.clock import BERLIN
from partnerships.organisation.models import Organisation
from partnerships.todo.registry import todos_of
from projects.goal import actions as goals
from projects.project import actions as projects
from tests.cast import SEATS, make_partnership, make_person, make_team

MOST = 6  # session, person, standing, seats, figures, and the to-dos of all slices


def home(client, person) -> str:
    client.force_login(person)
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def lately(client, person) -> str:
    """What the start page fetches after it is shown, and the page of its own that it leads to."""
    client.force_login(person)
    fragment = client.get("/lately/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert fragment.strip() in client.get("/lately/").content.decode()
    return fragment


def section(text: str, heading: str) -> str:
    """The part of the page from this heading to the end of its card."""
    return text.split(f'id="{heading}"')[1].split("</section>", maxsplit=1)[0]


def propose(cast, by, wording="Mehr Nachbarn kennen sich.", **words):
    return goals.propose(partnership=cast.partnership, by=by, wording=wording, **words)


def running(cast, by, **more):
    project = projects.bring_in(partnership=cast.partnership, by=by, title="Treff", field_of_action="garden", **more)
    return projects.start(project, by=by)


def test_home__a_proposal_waits_for_the_other_side__mirrored(client, cast):
    for team in cast.teams:
        other = cast.other(team)
        with clock.travel(clock.now() - timedelta(days=4)):
            goal = propose(cast, team.coordinator, wording=f"Ziel von {team.org}.")
        mine = section(home(client, other.coordinator), "me")
        assert goal.wording in mine
        assert "seit 4 Tagen" in mine
        assert goal.get_absolute_url() in mine
        house = home(client, other.staff)
        assert goal.wording not in section(house, "me")
        assert goal.wording in section(house, "us")
        theirs = section(home(client, team.coordinator), "them")
        assert goal.wording in theirs
        assert other.org.short_name in theirs


def test_home__observers_and_outsiders_have_nothing_to_do(client, cast):
    propose(cast, cast.social.coordinator)
    running(cast, cast.social.coordinator, ends_on=clock.today())
    for person in (cast.observer.reader, cast.outsider.coordinator):
        assert todos_of(person) == {"me": [], "us": [], "them": [], "coming": []}
        assert "Mehr Nachbarn" not in home(client, person)


def test_home__the_journal_is_told_by_the_same_doors(client, cast):
    goal = propose(cast, cast.social.coordinator)
    assert "hat für Klang das Ziel" in lately(client, cast.housing.reader)
    assert "hat für Klang das Ziel" not in lately(client, cast.observer.reader)
    goals.confirm(goal, edition=1, by=cast.housing.coordinator)
    assert "gilt: Beide Seiten" in lately(client, cast.observer.reader)
    assert "Mehr Nachbarn" not in lately(client, cast.outsider.coordinator)


def test_todos__of_a_project__mirrored(cast):
    today = clock.today()
    for team in cast.teams:
        other = cast.other(team)
        project = running(cast, team.coordinator, responsible=team.staff, ends_on=today + timedelta(days=90))
        asks = {key: [(todo.title, todo.due) for todo in todos] for key, todos in todos_of(team.coordinator).items()}
        assert asks == {"me": [], "us": [], "them": [("Treff", None)], "coming": [("Treff", project.ends_on)]}
        assert [todo.url for todo in todos_of(other.coordinator)["me"]] == [project.edit_url()]
        assert [todo.url for todo in todos_of(other.staff)["us"]] == [project.edit_url()]
        with clock.travel(clock.now() + timedelta(days=91)):
            late = todos_of(team.coordinator)["me"]
            assert [(todo.due, todo.overdue) for todo in late] == [(project.ends_on, True)]
        projects.end(project, by=other.coordinator)
        assert todos_of(team.coordinator) == {"me": [], "us": [], "them": [], "coming": []}


def test_todos__of_a_project__a_responsible_person_who_left_is_missing(cast):
    running(cast, cast.social.coordinator, responsible=cast.social.staff)
    assert todos_of(cast.social.coordinator)["me"] == []
    cast.social.staff.memberships.update(ends_on=clock.today() - timedelta(days=1))
    assert [todo.title for todo in todos_of(cast.social.coordinator)["me"]] == ["Treff"]


def test_todos__of_a_goal__its_day_comes_and_passes(cast):
    due = clock.today() + timedelta(days=60)
    for team in cast.teams:
        goals.confirm(propose(cast, team.coordinator, due=due), edition=1, by=cast.other(team).coordinator)
    for team in cast.teams:
        assert [todo.due for todo in todos_of(team.reader)["coming"]] == [due, due]
        with clock.travel(clock.now() + timedelta(days=61)):
            assert [todo.overdue for todo in todos_of(team.coordinator)["me"]] == [True, True]
            assert [todo.overdue for todo in todos_of(team.staff)["us"]] == [True, True]


def test_home__long_lists_show_eight_and_lead_to_all(client, cast):
    for number in range(10):
        propose(cast, cast.social.coordinator, wording=f"Ziel {number}.")
    waiting = section(home(client, cast.housing.coordinator), "me")
    assert waiting.count("<li>") == 8
    assert '<a href="/waiting/me/">Alle 10 anzeigen</a>' in waiting
    everything = client.get("/waiting/me/").content.decode()
    assert [f"Ziel {number}." in everything for number in range(10)] == [True] * 10
    assert client.get("/waiting/nobody/").status_code == 404


def test_home__without_a_partnership__says_what_to_do_next_by_role(client, db):
    team = make_team("Neu", Organisation.Kind.SOCIAL, "social", SEATS)
    assert "/partnerships/new/" in home(client, team.coordinator)
    assert f"/organisations/{team.org.pk}/" in home(client, team.administrator)
    text = home(client, team.reader)
    assert "Es gibt noch keine aktive Partnerschaft" in text
    assert "/partnerships/new/" not in text


def test_home__operator_is_led_to_the_operators_pages(client, db):
    assert 'href="/operator/"' in home(client, make_person("Betrieb", is_staff=True))
    assert "keiner Organisation" in home(client, make_person("Ohne"))


def test_home__anonymous_is_led_to_the_sign_in(client, db):
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, "/account/login/?next=/")


@pytest.mark.parametrize(
    ("hour", "words"), [(4, "Guten Morgen"), (10, "Guten Morgen"), (11, "Guten Tag"), (18, "Guten Abend"), (3, "Guten Abend")]
)
def test_home__greets_by_the_hour_in_germany(client, cast, hour, words):
    with clock.travel(datetime.combine(date(2026, 7, 1), datetime.min.time().replace(hour=hour), tzinfo=BERLIN)):
        assert f"{words}, Bau reader" in home(client, cast.housing.reader)


def test_home__costs_the_same_for_one_thing_or_three(client, cast, settings):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    prices = []
    client.force_login(cast.housing.coordinator)
    for count in (1, 2):
        for number in range(count):
            propose(cast, cast.social.coordinator, wording=f"Ziel {number}.")
            running(cast, cast.social.coordinator, ends_on=clock.today())
            make_partnership(cast.social, cast.housing, title=f"Weitere {number}")
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        prices.append(len(queries))
    assert prices[0] == prices[1] <= MOST
