"""The pages of releases: what waits for me, and deciding it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.approval import actions, keeping
from partnerships.approval.keeping import StepPlan
from partnerships.approval.page import cards_of
from partnerships.approval.release import Release, ReleaseNote, StepYes
from partnerships.base import clock
from partnerships.organisation.models import Role
from projects.goal.models import Goal
from tests.once import post
from tests.partnerships.approval.making import approver, ask, board, fresh, rule

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _october():
    with clock.travel(clock.at(TODAY)):
        yield


def listed(client, **query) -> str:
    return client.get(reverse("release_list"), query).content.decode()


def test_list__what_waits_for_me__what_runs__what_is_over(client, cast):
    team = cast.housing
    rule(team, StepPlan("Leitung", (Role.APPROVER,)), StepPlan("Geschäftsführung", (Role.SIGNATORY,)))
    release = ask(cast, team)
    for person, waits in ((team.approver, True), (team.signatory, False), (team.coordinator, False), (team.reader, False)):
        client.force_login(person)
        assert ("Mehr Nachbarn." in listed(client)) is waits
        assert "Mehr Nachbarn." in listed(client, show="running")
    client.force_login(team.approver)
    client.post(reverse("release_approve", args=[release.pk]), {"comment": ""})
    assert "Nichts wartet auf Ihre Freigabe" in listed(client)
    client.force_login(team.signatory)
    assert "Mehr Nachbarn." in listed(client)
    client.post(reverse("release_approve", args=[release.pk]), {"comment": ""})
    assert "Freigegeben" in listed(client, show="over")
    assert Release.objects.get().state == "granted"


def test_list__filters_and_sorts(client, cast):
    team = cast.housing
    ask(cast, team, amount=100)
    Goal.objects.update(wording="Weniger Streit.")
    ask(cast, team, amount=900)
    client.force_login(team.approver)
    assert listed(client, q="streit").count("Mehr Nachbarn.") == 0
    page = listed(client, sort="-amount")
    assert page.index("900,00") < page.index("100,00")
    assert "Keine Freigabe gefunden" in listed(client, show="running", subject="agreement")
    assert listed(client, partnership=str(cast.partnership.pk)).count("Mehr Nachbarn.") == 2


def test_list__other_house__nothing(client, cast):
    ask(cast, cast.housing)
    client.force_login(cast.social.approver)
    assert "Mehr Nachbarn." not in listed(client, show="running")


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_detail__cost_the_same(client, cast, count, django_assert_num_queries):
    team = cast.housing
    releases = [ask(cast, team) for _ in range(count)]
    client.force_login(team.approver)
    with django_assert_num_queries(6):  # session, user, standing, ids, releases, partnerships of the filter
        client.get(reverse("release_list"))
    with django_assert_num_queries(7):  # the same and the count
        client.get(reverse("release_list"), {"show": "running"})
    with django_assert_num_queries(5):  # session, user, standing, ids, releases
        client.get(reverse("release_list"), headers={"HX-Request": "true"})
    with django_assert_num_queries(6):  # session, user, standing, release with its desk, comments, journal
        client.get(releases[0].get_absolute_url())


def test_approve__with_a_comment_that_stays_inside(client, cast):
    team = cast.housing
    rule(team, StepPlan("Leitung", (Role.APPROVER,)), StepPlan("Geschäftsführung", (Role.SIGNATORY,)))
    release = ask(cast, team)
    client.force_login(team.approver)
    response = client.post(reverse("release_approve", args=[release.pk]), {"comment": "Nur mit Haftpflicht"}, follow=True)
    page = response.content.decode()
    assert "Jetzt folgt der nächste Schritt" in page
    assert "Nur mit Haftpflicht" in page
    assert StepYes.objects.get().comment == "Nur mit Haftpflicht"
    own, theirs = cards_of(release.thing, fresh(team.reader)), cards_of(release.thing, fresh(cast.social.coordinator))
    assert own[0].own
    assert [line.yeses[0].name if line.yeses else "" for line in own[0].steps] == ["Bau approver", ""]
    assert not theirs[0].own
    assert [(line.label, line.state, line.yeses, line.who) for line in theirs[0].steps] == [
        ("Leitung", "done", [], ""),
        ("Geschäftsführung", "open", [], ""),
    ]


def test_cards__one_query__nothing_for_strangers_and_observers(client, cast, django_assert_num_queries):
    release = ask(cast, cast.housing)
    thing, person = release.thing, fresh(cast.social.coordinator)
    with django_assert_num_queries(2):  # standing and one
        assert len(cards_of(thing, person)) == 1
    for person in (cast.outsider.coordinator, cast.observer.reader):
        assert cards_of(thing, fresh(person)) == []


def test_refuse__page(client, cast):
    release = ask(cast, cast.housing)
    client.force_login(cast.housing.approver)
    url = reverse("release_refuse", args=[release.pk])
    empty = client.post(url, {"refuse-reason_shown": "", "refuse-comment": "Topf leer"})
    assert empty.status_code == 422
    assert "Topf leer" in empty.content.decode()
    client.post(url, {"refuse-reason_shown": "Bitte einen Plan beilegen.", "refuse-comment": "Topf leer"})
    assert Release.objects.get().reason_shown == "Bitte einen Plan beilegen."
    assert ReleaseNote.objects.get().text == "Topf leer"


def test_withdraw_and_note__pages(client, cast):
    release = ask(cast, cast.housing)
    client.force_login(cast.housing.coordinator)
    token = {"once": "01900000-0000-7000-8000-00000000000b", "note-text": "<b>Frage</b> an die Leitung"}
    for _again in range(2):
        client.post(reverse("release_note", args=[release.pk]), token)
    assert ReleaseNote.objects.count() == 1
    page = client.get(release.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Frage&lt;/b&gt; an die Leitung" in page
    assert post(client, reverse("release_note", args=[release.pk]), {"note-text": "x" * 2001}).status_code == 422
    assert client.post(reverse("release_withdraw", args=[release.pk]), {"withdraw-reason": ""}).status_code == 422
    client.post(reverse("release_withdraw", args=[release.pk]), {"withdraw-reason": "Hat sich erledigt"})
    assert Release.objects.get().state == "withdrawn"


def test_whose_turn_it_is_not__a_reason_beside_the_button(client, cast):
    release = ask(cast, cast.housing)
    for person, reason in (
        (cast.housing.coordinator, "Vier-Augen-Prinzip"),
        (cast.housing.reader, "Ihre Rolle bei Bau umfasst das nicht. Nötig ist: Freigabe."),
    ):
        client.force_login(person)
        assert reason in client.get(release.get_absolute_url()).content.decode()
        refused = client.post(reverse("release_approve", args=[release.pk]), {"comment": ""}, follow=True)
        assert reason in refused.content.decode()
    assert StepYes.objects.count() == 0


def test_deputy__reads_for_whom(client, cast):
    team = cast.housing
    rule(team, StepPlan("Geschäftsführung", (Role.SIGNATORY,)))
    release = ask(cast, team)
    keeping.enter_absence(team.org, person=team.signatory, starts_on=TODAY, ends_on=TODAY, deputy=team.staff, by=team.signatory)
    client.force_login(team.staff)
    page = client.get(release.get_absolute_url()).content.decode()
    assert "Sie handeln in Vertretung von Bau signatory" in page
    assert "Mehr Nachbarn." in listed(client)


def test_other_house__404(client, cast):
    release = ask(cast, cast.housing)
    client.force_login(cast.social.approver)
    assert client.get(release.get_absolute_url()).status_code == 404
    assert client.post(reverse("release_approve", args=[release.pk])).status_code == 404


def test_page__tells_what_when_and_why(client, cast):
    team = cast.housing
    body = board(team, (date(2026, 11, 19), date(2026, 10, 28)))
    rule(team, amount=25000)
    rule(team, StepPlan("Aufsichtsrat", (Role.SIGNATORY,), body=body))
    second = approver(team, "zweite", Role.SIGNATORY)
    release = ask(cast, team, amount=Decimal(30000))
    client.force_login(second)
    page = client.get(release.get_absolute_url()).content.decode()
    assert "über 25.000,00\u00a0€ im Jahr: Aufsichtsrat, nächste Sitzung 19.11.2026, Stichtag 28.10.2026" in page
    assert "30.000,00\u00a0€" in page
    actions.approve(release, by=fresh(second))
    assert "Eine Entscheidung" not in client.get(release.get_absolute_url()).content.decode()
