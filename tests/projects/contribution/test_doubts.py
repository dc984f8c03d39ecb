"""More than was promised, and days outside the agreed period: told, ticked knowingly, then kept. Never silently."""

import threading
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.urls import reverse

from partnerships.base.verdict import Refused
from projects.contribution import deliveries
from projects.contribution.models import Contribution, Delivery
from tests.cast import make_cast
from tests.once import post
from tests.paper import form_on
from tests.projects.contribution import making

IN_TIME, TOO_EARLY = "2026-05-01", "2025-12-20"
ASKED = {
    "surplus": ({"on": IN_TIME, "amount": "1.250,00"}, ["surplus:50.00"], "50,00\xa0€ mehr als zugesagt"),
    "outside": ({"on": TOO_EARLY, "amount": "100"}, ["outside:2025-12-20"], "20.12.2025 liegt außerhalb der vereinbarten Zeit"),
    "both": ({"on": TOO_EARLY, "amount": "1.250,00"}, ["surplus:50.00", "outside:2025-12-20"], "50,00\xa0€ mehr als zugesagt"),
}


def text_of(response) -> str:
    return unescape(response.content.decode()).replace(" €", "\xa0€")


@pytest.mark.parametrize("case", ASKED)
@pytest.mark.parametrize("index", [0, 1])
def test_deliver__what_is_unusual__is_asked_first__and_kept_with_the_tick(client, cast, case, index):
    typed, ticks, sentence = ASKED[case]
    contribution = making.granted(cast)
    client.force_login(cast.teams[index].finance)
    url = reverse("contribution_deliver", args=[contribution.pk])
    assert "meant" not in form_on(client.get(url), "on")
    first = post(client, url, typed)
    assert first.status_code == 422
    assert sentence in text_of(first)
    assert Delivery.objects.count() == 0
    shown = form_on(first, "on")
    assert (shown["on"], shown["amount"]) == ([typed["on"]], [typed["amount"]])
    assert [f'value="{tick}"' in first.content.decode() for tick in ticks] == [True] * len(ticks)
    assert post(client, url, typed | {"meant": ticks}).status_code == 302
    assert Delivery.objects.count() == 1


def test_deliver__a_tick_for_another_amount_or_day__does_not_count(client, cast):
    contribution = making.granted(cast)
    client.force_login(cast.housing.finance)
    url = reverse("contribution_deliver", args=[contribution.pk])
    more = post(client, url, {"on": IN_TIME, "amount": "9.000", "meant": ["surplus:50.00", "surplus:x", "<b>"]})
    assert more.status_code == 422
    assert "7.800,00\xa0€ mehr als zugesagt" in text_of(more)
    assert Delivery.objects.count() == 0


def test_deliver__in_english(client, cast):
    person = cast.housing.finance
    person.language = "en"
    person.save()
    client.force_login(person)
    page = text_of(post(client, reverse("contribution_deliver", args=[making.granted(cast).pk]), ASKED["both"][0]))
    assert "50.00\xa0€ more than promised came" in page
    assert "lies outside the agreed period" in page


def test_deliver__day_to_come_and_too_much__are_told_at_their_fields(client, cast):
    client.force_login(cast.housing.finance)
    url = reverse("contribution_deliver", args=[making.granted(cast, terms=making.hours(rate=Decimal(1000))).pk])
    late = text_of(post(client, url, {"on": "2026-06-02", "quantity": "1"}))
    assert "Dieser Tag liegt in der Zukunft" in late
    assert "außerhalb der vereinbarten Zeit" not in late
    assert post(client, url, {"on": IN_TIME, "quantity": "1000000"}).status_code == 422


def test_actions__refuse_without_the_tick__and_count_anew_under_the_lock(cast):
    contribution = making.granted(cast)
    with pytest.raises(Refused, match="mehr als zugesagt"):
        making.delivered(cast, contribution=contribution, amount=Decimal(1300))
    delivery = making.delivered(cast, contribution=contribution, amount=Decimal(1300), meant=["surplus:100.00"])
    with pytest.raises(Refused, match="50,00"):
        deliveries.correct(delivery, edition=1, on=delivery.on, amount=Decimal(1250), by=cast.housing.finance, meant=["surplus:100.00"])
    corrected = deliveries.correct(delivery, edition=1, on=delivery.on, amount=Decimal(1200), by=cast.housing.finance)
    assert deliveries.confirm(corrected, edition=2, by=cast.social.finance).confirmed_at


def test_rounded_months__are_no_surplus__one_month_more_is(cast):
    """10.01 m² at 7.77 €: twelve rounded months are three cents more than the year."""
    contribution = making.granted(cast, terms=making.rooms(quantity=Decimal("10.01"), rate=Decimal("7.77")))
    for _month in range(12):
        deliveries.deliver(contribution, on=date(2026, 5, 1), quantity=Decimal(1), by=cast.housing.staff)
    with pytest.raises(Refused, match="mehr als zugesagt"):
        deliveries.deliver(contribution, on=date(2026, 5, 1), quantity=Decimal(1), by=cast.housing.staff)
    for delivery in Delivery.objects.all():
        deliveries.confirm(delivery, edition=1, by=cast.social.coordinator)
    contribution.refresh_from_db()
    assert contribution.delivered > contribution.granted


@pytest.mark.parametrize("index", [0, 1])
def test_confirm__what_is_unusual__is_named_and_ticked_by_the_receiver(client, cast, index):
    team = cast.teams[index]
    delivery = making.delivered(cast, team, amount=Decimal(1250), meant=["surplus:50.00"])
    client.force_login(team.finance)
    url, page = reverse("delivery_confirm", args=[delivery.pk]), delivery.contribution.get_absolute_url()
    detail = text_of(client.get(page))
    assert "50,00\xa0€ mehr als zugesagt" in detail
    assert f'href="{url}"' in detail
    opened = client.get(url)
    assert "Ja, das stimmt: Es sind 50,00\xa0€ mehr als zugesagt gekommen." in text_of(opened)
    refused = client.post(url, form_on(opened, "edition"))
    assert refused.status_code == 422
    assert "50,00\xa0€ mehr als zugesagt" in text_of(refused)
    assert Delivery.objects.get().confirmed_at is None
    assert client.post(url, form_on(refused, "edition") | {"meant": ["surplus:50.00"]}).status_code == 302
    assert Delivery.objects.get().confirmed_at


def test_confirm__what_is_usual__takes_one_press(client, cast):
    delivery = making.delivered(cast)
    client.force_login(cast.social.finance)
    url = reverse("delivery_confirm", args=[delivery.pk])
    assert f'action="{url}"' in client.get(delivery.contribution.get_absolute_url()).content.decode()
    assert client.post(url, {"edition": "1"}).status_code == 302
    assert Delivery.objects.get().confirmed_at


def test_confirm__the_part_within_the_promise__is_usual(cast):
    """Two deliveries make too much: the first is confirmed as always, the second asks."""
    contribution = making.granted(cast)
    first = making.delivered(cast, contribution=contribution, amount=Decimal(700))
    second = making.delivered(cast, contribution=contribution, amount=Decimal(600), meant=["surplus:100.00"])
    deliveries.confirm(first, edition=1, by=cast.social.finance)
    with pytest.raises(Refused, match="100,00"):
        deliveries.confirm(second, edition=1, by=cast.social.finance)
    deliveries.confirm(second, edition=1, meant=["surplus:100.00"], by=cast.social.finance)
    assert Contribution.objects.get().state == Contribution.State.CONFIRMED


@pytest.mark.parametrize("round_", range(3))
@pytest.mark.django_db(transaction=True)
def test_two_note_at_once__together_too_much__one_is_asked(round_):
    cast = make_cast()
    contribution = making.granted(cast)
    barrier, results = threading.Barrier(2), []

    def note(person):
        try:
            barrier.wait(10)
            results.append(deliveries.deliver(contribution, on=date(2026, 5, 1), amount=Decimal(700), by=person))
        except Refused as refused:
            results.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=note, args=[person]) for person in (cast.housing.finance, cast.social.staff)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(type(each).__name__ for each in results) == ["Delivery", "Refused"]
    contribution.refresh_from_db()
    assert contribution.delivered == Decimal(700)
