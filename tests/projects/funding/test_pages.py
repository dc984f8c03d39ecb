"""What the pages cost, who sees which button, and what is typed is never lost."""

from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.todo.registry import todos_of
from projects.funding import actions
from projects.funding.models import Call
from tests.once import post
from tests.projects.contribution import making as contributions
from tests.projects.funding import making

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same(client, cast, count, django_assert_num_queries):
    for _ in range(count):
        making.called(cast)
    client.force_login(cast.housing.finance)
    client.get(reverse("call_list"))
    with django_assert_num_queries(6):  # session, user, standing, count and sums, rows, partnerships
        html = client.get(reverse("call_list")).content.decode()
    assert html.count(">Sommerfest, Rate 1<") == count
    with django_assert_num_queries(5):
        client.get(reverse("call_list"), {"state": "pending", "direction": "given", "q": "fest"}, headers={"HX-Request": "true"})


def test_detail__costs_little(client, cast, django_assert_num_queries):
    call = making.checked(cast, condition="insurance")
    client.force_login(cast.housing.approver)
    client.get(call.get_absolute_url())
    with django_assert_num_queries(8):  # session, user, standing, call, releases, blockers, lifts, journal
        html = client.get(call.get_absolute_url()).content.decode()
    for words in ("Von Klang liegt kein gültiger Freistellungsbescheid vor", "Trotzdem zahlen", "Schritt für Schritt", call.reference):
        assert words in html
    schedule = call.instalment.schedule
    with django_assert_num_queries(8):  # session, user, standing, schedule, instalments, calls, people, journal
        client.get(schedule.get_absolute_url())


def test_turn__named_by_roles__and_in_the_list_of_what_waits(client, cast):
    call = making.called(cast)
    assert [todo.ask for todo in todos_of(cast.housing.staff)["me"]] == ["Den Mittelabruf sachlich prüfen"]
    assert [todo.ask for todo in todos_of(cast.housing.finance)["us"]] == ["Den Mittelabruf sachlich prüfen"]
    assert [todo.ask for todo in todos_of(cast.social.staff)["them"]] == ["Den Mittelabruf sachlich prüfen"]
    client.force_login(cast.social.staff)
    html = client.get(call.get_absolute_url()).content.decode()
    assert "Zuständig: Koordination, Mitarbeit" in html or "Zuständig: Koordination" in html
    call = actions.check_facts(call, edition=call.edition, by=cast.housing.staff)
    assert todos_of(cast.housing.staff)["me"] == []
    assert [todo.ask for todo in todos_of(cast.housing.finance)["me"]] == ["Den Mittelabruf rechnerisch prüfen"]
    call = actions.check_sums(call, edition=call.edition, by=cast.housing.finance)
    for person, whose in ((cast.housing.approver, "them"), (cast.social.finance, "me")):
        assert [todo.ask for todo in todos_of(person)[whose]] == ["Beseitigen, was der Zahlung im Weg steht"]
    making.paper(cast.social)
    assert [todo.ask for todo in todos_of(cast.housing.approver)["me"]] == ["Den Mittelabruf zur Zahlung freigeben"]
    schedule = making.proposed(cast)
    assert schedule.get_absolute_url() in [todo.url for todo in todos_of(cast.housing.finance)["me"]]


def test_schedule_form__what_does_not_add_up_stays_typed(client, cast):
    contribution = contributions.granted(cast)
    client.force_login(cast.social.coordinator)
    url = f"{reverse('contribution_schedule', args=[contribution.pk])}?preset=held_back"
    html = client.get(url).content.decode()
    assert 'value="1080,00"' in html
    assert 'value="120,00"' in html
    typed = {"due_on_1": "2026-06-01", "amount_1": "1.000,00", "due_on_2": "2026-07-01", "amount_2": "100.5", "note": "<b>So</b>"}
    answer = post(client, url, typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "99,50" in html
    assert "&lt;b&gt;So&lt;/b&gt;" in html
    for wrong in ("1e9", "-5", "0,001", "x\x00"):
        assert post(client, url, typed | {"amount_2": wrong}).status_code == 422
    assert post(client, url, typed | {"amount_2": "200,00"}).status_code == 302


def test_call_form__absurd_entries_are_told(client, cast):
    schedule = making.agreed(cast)
    client.force_login(cast.social.staff)
    url = reverse("instalment_call", args=[schedule.instalments.get().pk])
    typed = {"amount": "1.200,00", "starts_on": "2026-06-01", "ends_on": "2026-07-31", "planned": "1500", "cash": "0", "note": "Bühne"}
    for wrong in (
        {"amount": "1.200,01"},
        {"amount": "-1"},
        {"cash": "0,005"},
        {"ends_on": "2026-05-31"},
        {"planned": "1e5"},
        {"note": "x" * 2001},
    ):
        answer = post(client, url, typed | wrong)
        assert answer.status_code == 422, wrong
        assert 'value="2026-06-01"' in answer.content.decode()
    once = {"once": "0190a000-0000-7000-8000-000000000001"}
    first, second = (client.post(url, typed | once) for _ in range(2))
    assert (first.status_code, second.url) == (302, first.url)
    assert Call.objects.get().amount == Decimal(1200)


def test_order__where_the_money_goes__only_for_those_who_pay(client, cast):
    call = making.released(cast)
    client.force_login(cast.housing.finance)
    html = client.get(reverse("call_order", args=[call.pk])).content.decode()
    assert "Klang hat keine Bankverbindung eingetragen" in html
    answer = post(client, reverse("call_order", args=[call.pk]), {"on": "2026-05-01", "edition": call.edition})
    assert answer.status_code == 422
    client.force_login(cast.housing.staff)
    assert client.get(reverse("call_order", args=[call.pk])).url == call.get_absolute_url()
