"""A weekly sheet is written, sent and confirmed; its hours are a delivery, once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from partnerships.base.verdict import Refused
from projects.contribution import deliveries
from projects.contribution.models import Contribution, Delivery
from projects.hours import actions
from projects.hours.models import Sheet, SheetLine
from tests.once import post
from tests.projects.contribution import making

MONDAY = date(2026, 5, 18)
WEEK = [("MK", [Decimal(2), Decimal("1.5"), *5 * [Decimal(0)]]), ("Nr. 7", [*4 * [Decimal(0)], Decimal("3.25"), Decimal(0), Decimal(0)])]


@pytest.fixture
def hours(cast) -> Contribution:
    """48 hours at 52 € that the company gives."""
    return making.granted(cast, terms=making.hours())


@pytest.fixture
def sheet(cast, hours) -> Sheet:
    return actions.begin(hours, week=date(2026, 5, 20), lines=WEEK, by=cast.housing.staff)


def test_send__one_delivery__confirmed_by_the_other_side__then_final(cast, sheet):
    sent = actions.send(sheet, edition=1, by=cast.housing.staff)
    delivery = Delivery.objects.get()
    assert (sent.delivery, delivery.on, delivery.quantity, delivery.amount) == (
        delivery,
        date(2026, 5, 22),
        Decimal("6.75"),
        Decimal("351.00"),
    )
    with pytest.raises(Refused, match="gesendet"):
        actions.send(sheet, edition=1, by=cast.housing.staff)
    deliveries.take_back(delivery, edition=1, by=cast.housing.staff)
    sheet = actions.edit(Sheet.objects.get(), edition=1, lines=WEEK[:1], by=cast.housing.staff)
    delivery = actions.send(sheet, edition=2, by=cast.housing.staff).delivery
    deliveries.confirm(delivery, edition=1, by=cast.social.staff)
    assert Contribution.objects.get().confirmed == Decimal("182.00")
    with pytest.raises(Refused, match="bestätigt"):
        actions.edit(Sheet.objects.get(), edition=2, lines=WEEK, by=cast.housing.staff)
    for change in (SheetLine.objects.all().delete, lambda: SheetLine.objects.update(who="X")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("week", "lines"),
    [
        (date(2026, 6, 8), WEEK),
        (date(2026, 6, 1), [("MK", [Decimal(0)] * 6 + [Decimal(1)])]),
        (MONDAY, [("MK", [Decimal(25)] + [Decimal(0)] * 6)]),
    ],
)
def test_begin__refused(cast, hours, week, lines):
    with pytest.raises(Refused):
        actions.begin(hours, week=week, lines=lines, by=cast.housing.staff)
    assert not Sheet.objects.exists()


def test_begin__only_time__and_once_a_week(cast, sheet):
    with pytest.raises(Refused, match="schon"):
        actions.begin(sheet.contribution, week=MONDAY, lines=WEEK, by=cast.social.staff)
    with pytest.raises(Refused, match="Wochenzettel"):
        actions.begin(making.granted(cast), week=MONDAY, lines=WEEK, by=cast.social.staff)


def test_pages__quick_entry__nothing_typed_is_lost(client, cast, hours):
    client.force_login(cast.social.staff)
    url = f"/hours/new/?contribution={hours.pk}"
    assert url in client.get("/hours/").content.decode()
    typed = {"week": "20.05.2026", "who_0": "Nr. 7 <b>", "hours_0_0": "2,5", "hours_1_3": "1e9"}
    answer = post(client, url, typed)
    assert answer.status_code == 422
    assert "1e9" in answer.content.decode()
    answer = post(client, url, typed | {"hours_1_3": "3"})
    assert list(answer.context["form"].errors) == ["who_1"]
    page = client.get(post(client, url, typed | {"hours_1_3": ""}).url)
    assert "Nr. 7 &lt;b&gt;" in page.content.decode()
    assert page.context["value"] == Decimal("130.00")
    sheet = Sheet.objects.get()
    post(client, f"/hours/{sheet.pk}/edit/", {"edition": "1", "who_0": "Nr. 7", "hours_0_0": "50"})
    assert post(client, f"/hours/{sheet.pk}/edit/", {"edition": "1", "who_0": "Nr. 7", "hours_0_0": "12"}).status_code == 302
    client.post(f"/hours/{sheet.pk}/send/", {"edition": "2"})
    client.force_login(cast.housing.staff)
    assert client.get(f"/hours/{sheet.pk}/").status_code == 200
    client.force_login(cast.outsider.coordinator)
    assert [client.get(each).status_code for each in (f"/hours/{sheet.pk}/", url)] == [404, 404]
    assert Delivery.objects.get().quantity == 12


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same(client, cast, hours, count, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    for number in range(count):
        actions.begin(hours, week=date(2026, 5, 4 + 7 * number), lines=WEEK, by=cast.housing.staff)
    client.force_login(cast.social.staff)
    client.get("/hours/")
    with django_assert_num_queries(6):
        client.get("/hours/")
