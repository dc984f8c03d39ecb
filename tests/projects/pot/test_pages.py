from decimal import Decimal

import pytest
from django.urls import reverse

from projects.contribution import actions as contributions
from projects.pot import actions, views
from projects.pot.models import Overbooking, Pot
from tests.once import post
from tests.projects.contribution import making as giving
from tests.projects.pot import making

LIST = "/pots/"
WORDS = {"year": "2026", "name": "Nachbarschaft", "amount": "5.000,00"}


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same(client, cast, count, monkeypatch, django_assert_num_queries):
    for number in range(count):
        pot = making.pot(cast.housing, name=f"Topf {number}")
        making.granted(cast, cast.housing, pot, "10")
        giving_outside(cast)
    client.force_login(cast.housing.reader)
    client.get(LIST)
    with django_assert_num_queries(7):  # session, user, standing, quarters, count, sums, rows
        answer = client.get(LIST)
    assert len(answer.context["page"].object_list) == count
    with django_assert_num_queries(5):
        client.get(LIST, headers={"HX-Request": "true"})
    with django_assert_num_queries(6):  # what is promised outside of the pots comes after
        answer = client.get(answer.context["outside_url"], headers={"HX-Request": "true"})
    assert answer.content.decode().count("<li>") == count
    pot = Pot.objects.first()
    client.get(pot.get_absolute_url())
    with django_assert_num_queries(7):  # session, user, standing, pot, reservations, overbookings, journal
        assert "?outside" not in client.get(pot.get_absolute_url()).content.decode()
    monkeypatch.setattr(views, "FIRST", 0)
    assert client.get(pot.get_absolute_url()).context["reservations"]["more"]
    assert len(client.get(pot.get_absolute_url() + "?all").context["reservations"]["shown"]) == 1
    client.force_login(cast.housing.finance)
    assert f'hx-get="{pot.get_absolute_url()}?outside"' in client.get(pot.get_absolute_url()).content.decode()
    for headers in ({"HX-Request": "true"}, {}):  # comes after, or by its link
        answer = client.get(pot.get_absolute_url() + "?outside", headers=headers)
        assert answer.content.decode().count("Aus diesem Topf") == count
    with django_assert_num_queries(5):
        client.get(pot.get_absolute_url() + "?outside", headers={"HX-Request": "true"})


def giving_outside(cast):
    """Promised before there was a pot for it: of another giver's view it is only money."""
    contribution = giving.asked(cast)
    type(contribution).objects.filter(pk=contribution.pk).update(
        state="granted", offered=Decimal(1200), granted=Decimal(1200), decided_by=cast.housing.approver, decided_at=contribution.created_at
    )
    return contribution


def test_pages__own_house_only(client, cast):
    pot = making.pot(cast.housing, note="<b>geheim</b>")
    client.force_login(cast.housing.reader)
    page = client.get(pot.get_absolute_url()).content.decode()
    assert "&lt;b&gt;geheim" in page
    for stranger in (cast.social.approver, cast.observer.reader, cast.outsider.coordinator):
        client.force_login(stranger)
        assert client.get(pot.get_absolute_url()).status_code == 404
        assert pot.name not in client.get(LIST).content.decode()


@pytest.mark.parametrize("index", [0, 1])
def test_create__works_for_either_side__double_click_makes_one(client, cast, index):
    team = cast.teams[index]
    client.force_login(team.finance)
    token = "11111111-1111-4111-8111-111111111111"
    answers = [client.post(LIST + "new/", WORDS | {"once": token}) for _ in range(2)]
    pot = Pot.objects.get()
    assert [answer.url for answer in answers] == [pot.get_absolute_url()] * 2
    assert (pot.organisation, pot.amount) == (team.org, Decimal(5000))


@pytest.mark.parametrize(
    "wrong",
    [{"amount": "1e9"}, {"amount": "-5"}, {"amount": "0,005"}, {"year": "zwanzig"}, {"name": "a\x00b"}, {"quarter": making.NOBODY}],
)
def test_create__bad_input__is_said_and_kept(client, cast, wrong):
    client.force_login(cast.housing.finance)
    answer = post(client, LIST + "new/", WORDS | {"note": "Bitte merken"} | wrong)
    assert answer.status_code == 422
    assert "Bitte merken" in answer.content.decode()
    assert not Pot.objects.exists()


def test_create__twice_the_same__is_said(client, cast):
    making.pot(cast.housing)
    client.force_login(cast.housing.finance)
    answer = post(client, LIST + "new/", WORDS | {"name": "NACHBARSCHAFT"})
    assert "gibt es schon" in answer.content.decode()


def test_decide__shows_the_pots_and_asks_from_which(client, cast):
    pot = making.pot(cast.housing, amount="5000")
    small = making.pot(cast.housing, name="Klein", amount="100", may_overbook=True)
    contribution = making.asked(cast, cast.housing)
    client.force_login(cast.housing.approver)
    url = reverse("contribution_decide", args=[contribution.pk])
    page = client.get(url).content.decode()
    assert "3.800,00" in page
    assert reverse("pot_overbook", args=[small.pk]) in page
    assert post(client, url, {"edition": "1", "answer": "grant"}).status_code == 422
    refused = post(client, url, {"edition": "1", "answer": "grant", "grant_pot": str(small.pk)})
    assert refused.status_code == 422
    assert "1.100,00" in refused.content.decode()
    post(client, url, {"edition": "1", "answer": "grant", "grant_pot": str(pot.pk)})
    contribution.refresh_from_db()
    pot.refresh_from_db()
    assert (contribution.state, pot.reserved) == ("granted", Decimal(1200))


def test_decide__part__from_a_pot(client, cast):
    pot = making.pot(cast.housing)
    contribution = making.asked(cast, cast.housing)
    client.force_login(cast.housing.approver)
    url = reverse("contribution_decide", args=[contribution.pk])
    post(client, url, {"edition": "1", "answer": "part", "part_amount": "700", "part_pot": str(pot.pk)})
    pot.refresh_from_db()
    assert pot.reserved == Decimal(700)


def test_overbook__asked_and_confirmed_on_the_page(client, cast):
    pot = making.pot(cast.housing, may_overbook=True)
    client.force_login(cast.housing.approver)
    url = reverse("pot_overbook", args=[pot.pk])
    assert 'value="1100,00"' in client.get(url + "?amount=1100.00").content.decode()
    post(client, url, {"amount": "100", "reason": "Für das Fest"})
    overbooking = Overbooking.objects.get()
    confirm = reverse("overbooking_confirm", args=[overbooking.pk])
    client.post(confirm)
    client.force_login(cast.housing.signatory)
    client.post(confirm)
    pot.refresh_from_db()
    assert pot.overbooked == Decimal(100)


def test_free_and_reserve__by_their_pages(client, cast):
    pot = making.pot(cast.housing)
    contribution = giving_outside(cast)
    client.force_login(cast.housing.finance)
    post(client, reverse("pot_reserve", args=[pot.pk]), {"contribution": str(contribution.pk)})
    reservation = pot.reservations.get()
    contributions.Contribution.objects.filter(pk=contribution.pk).update(ends_on="2026-01-31")
    answer = post(client, reverse("reservation_free", args=[reservation.pk]), {"reason": "Fiel aus"})
    assert answer.url == pot.get_absolute_url()
    assert not pot.reservations.exists()


def test_edit__stale__keeps_what_was_typed(client, cast):
    pot = making.pot(cast.housing)
    client.force_login(cast.housing.finance)
    actions.edit(pot, edition=1, amount=Decimal(6000), by=cast.housing.approver)
    answer = post(client, reverse("pot_edit", args=[pot.pk]), WORDS | {"edition": "1", "name": "Neuer Name"})
    assert answer.status_code == 422
    assert "Neuer Name" in answer.content.decode()
