"""The list, the inbox, the panel and the to-dos: what they show and what they cost."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.partnership.sections import panels_of
from projects.contribution import actions, deliveries, todos
from projects.contribution.models import Contribution
from projects.contribution.turn import turn_in_list, with_turns
from tests.cast import make_partnership
from tests.projects.contribution import making

LIST = "/contributions/"


@pytest.fixture(autouse=True)
def _only_our_queries(settings):
    settings.USERSESSIONS_TRACK_ACTIVITY = False


def titles(answer) -> list[str]:
    return sorted(contribution.title for contribution in answer.context["page"])


@pytest.fixture
def mixture(cast):
    """One of every situation, seen from the housing side's approver."""
    making.asked(cast, terms=making.money(title="Offen"))
    actions.ask_back(making.asked(cast, terms=making.money(title="Frage")), edition=1, text="?", by=cast.housing.approver)
    actions.grant_part(
        making.asked(cast, cast.housing, making.hours(title="Teil")), edition=1, quantity=Decimal(4), by=cast.social.approver
    )
    making.delivered(cast, contribution=making.granted(cast, terms=making.money(title="Geliefert")))
    making.delivered(cast, cast.housing, contribution=making.granted(cast, cast.housing, terms=making.money(title="Gegeben")))
    making.granted(cast, terms=making.rooms(title="Raum", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31)))
    return cast


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=sommer", []),
        ("q=raum", ["Raum"]),
        ("state=open", ["Frage", "Offen", "Teil"]),
        ("state=binding", ["Gegeben", "Geliefert", "Raum"]),
        ("state=part", ["Teil"]),
        ("kind=time", ["Teil"]),
        ("direction=given", ["Frage", "Geliefert", "Offen", "Raum"]),
        ("direction=received", ["Gegeben", "Teil"]),
        ("direction=housing-social", ["Frage", "Geliefert", "Offen", "Raum"]),
        ("direction=within", []),
        ("waiting=me", ["Gegeben", "Offen", "Teil"]),
        ("waiting=decide", ["Offen"]),
        ("year=2024", ["Raum"]),
        ("year=abc", None),
        ("state=nonsense", None),
        ("partnership=nonsense", None),
        ("year=99999999999999", None),
        ("sort=nonsense", None),
        ("page=9999", None),
    ],
)
def test_list__filters(client, mixture, query, found):
    client.force_login(mixture.housing.approver)
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200
    if found is not None:
        assert titles(answer) == found


@pytest.mark.parametrize("sort", ["title", "-title", "since", "asked", "-granted", "confirmed", "from", "created"])
def test_list__sorts(client, mixture, sort):
    client.force_login(mixture.social.reader)
    assert len(client.get(f"{LIST}?sort={sort}").context["page"]) == 6


def test_list__year__shows_the_figures_of_that_year(client, cast):
    making.granted(cast, terms=making.money(starts_on=date(2025, 1, 1), ends_on=date(2026, 12, 31)))
    client.force_login(cast.social.reader)
    answer = client.get(f"{LIST}?year=2025")
    assert answer.context["sums"]["promised"] == Decimal("600.00")
    assert "600,00\u00a0€" in answer.content.decode()


def test_list__others_see_nothing(client, mixture):
    for person in (mixture.outsider.coordinator, mixture.observer.reader):
        client.force_login(person)
        answer = client.get(LIST)
        assert titles(answer) == []
        assert "Gute Nachbarschaft" not in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same(client, cast, count, django_assert_num_queries):
    for _ in range(count):
        making.granted(cast)
    client.force_login(cast.social.reader)
    client.get(LIST)
    with django_assert_num_queries(7):  # session, user, standing, count and sums, rows, partnerships, projects
        answer = client.get(LIST)
    assert answer.content.decode().count("<tr>") == count + 2
    with django_assert_num_queries(5):
        client.get(LIST, headers={"HX-Request": "true"})


@pytest.mark.parametrize("count", [1, 3])
def test_inbox__costs_the_same(client, cast, count, django_assert_num_queries):
    for _ in range(count):
        making.asked(cast)
    client.force_login(cast.housing.approver)
    client.get(LIST)
    with django_assert_num_queries(6):  # session, user, standing, partnerships, rows, count
        answer = client.get(reverse("contribution_inbox"))
    assert len(answer.context["page"].rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_detail_and_decide__cost_the_same(client, cast, count, django_assert_num_queries):
    contribution = making.granted(cast)
    for _ in range(count):
        making.delivered(cast, contribution=contribution, amount=Decimal(10))
    client.force_login(cast.social.finance)
    client.get(LIST)
    with django_assert_num_queries(8):  # session, user, standing, contribution, releases, messages, deliveries, journal
        client.get(contribution.get_absolute_url())
    open_request = making.asked(cast)
    client.force_login(cast.housing.approver)
    client.get(LIST)
    with django_assert_num_queries(9):  # session, user, standing, contribution, pots, earlier, proofs, house, people
        client.get(reverse("contribution_decide", args=[open_request.pk]))


@pytest.mark.parametrize("count", [1, 3])
def test_todos__cost_the_same(cast, count, django_assert_num_queries):
    for _ in range(count):
        making.asked(cast)
    todos.contributions(cast.housing.approver)  # the first time in a connection, the queries are prepared
    person = cast.housing.approver
    with django_assert_num_queries(3):  # standing, seats and one
        assert [todo.waiting for todo in todos.contributions(person)] == ["me"] * count


def test_todos__me_is_exactly_what_the_filter_says(mixture):
    for team in (*mixture.teams, mixture.observer, mixture.outsider):
        for seat in team.people:
            person = type(mixture.social.staff).objects.get(pk=team.people[seat].pk)
            me = sorted(todo.title for todo in todos.contributions(person) if todo.waiting == "me")
            filtered = Contribution.objects.visible_to(person).waiting_for(person)
            assert me == sorted(filtered.values_list("title", flat=True)), seat
            rows = with_turns(Contribution.objects.visible_to(person), person)
            assert me == sorted(row.title for row in rows if (turn_in_list(person, row) or {}).get("mine")), seat


def test_todos__whose_turn(mixture):
    seen = {todo.title: todo.waiting for todo in todos.contributions(mixture.housing.reader)}
    assert seen == {"Offen": "us", "Frage": "them", "Teil": "us", "Geliefert": "them", "Gegeben": "us"}
    seen = {todo.title: todo.waiting for todo in todos.contributions(mixture.social.staff)}
    assert seen == {"Offen": "them", "Frage": "me", "Teil": "them", "Geliefert": "me", "Gegeben": "them"}


def test_todos__who_noted_it_does_not_confirm_it(cast):
    contribution = making.granted(cast)
    deliveries.deliver(contribution, on=contribution.starts_on, amount=Decimal(3), by=cast.social.staff)
    assert [todo.waiting for todo in todos.contributions(cast.social.staff)] == ["us"]
    assert [todo.waiting for todo in todos.contributions(cast.social.finance)] == ["me"]


def test_panel__shows_the_latest(cast, mixture):
    sections = [section for section in panels_of(cast.partnership, cast.social.staff) if "contribution/panel" in section.template]
    assert len(sections[0].context["contributions"]) == 6
    other = make_partnership(cast.social, cast.housing, title="Zweite")
    assert not list(next(s for s in panels_of(other, cast.social.staff) if "contribution/panel" in s.template).context["contributions"])
    assert not [s for s in panels_of(cast.partnership, cast.observer.reader) if "contribution/panel" in s.template]
