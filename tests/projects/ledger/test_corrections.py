"""What is confirmed never changes: a correction is new rows that name the old one, agreed on by both sides."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.todo.registry import todos_of
from projects.contribution import deliveries
from projects.contribution.models import Contribution, Delivery
from projects.ledger import actions, book
from projects.ledger.models import Rebooking
from tests.once import post
from tests.projects.contribution import making


@pytest.fixture
def confirmed(cast) -> Delivery:
    """1,200 € from the company, confirmed by the association."""
    return deliveries.confirm(making.delivered(cast, amount=Decimal(1200)), edition=1, by=cast.social.finance)


def rows() -> list[tuple]:
    return list(Delivery.objects.order_by("on", "pk").values_list("nature", "on", "amount", "corrects"))


def test_amend__a_counter_row_and_a_new_one(cast, confirmed):
    correction = actions.amend(confirmed, on=date(2026, 4, 2), amount=Decimal(1100), reason="Zahlendreher", by=cast.housing.staff)
    assert len(rows()) == 1, "nothing counts before the other side agrees"
    actions.agree(correction, by=cast.social.staff)
    assert rows() == [
        ("came", date(2026, 3, 1), Decimal(1200), None),
        ("counter", date(2026, 3, 1), Decimal(-1200), confirmed.pk),
        ("instead", date(2026, 4, 2), Decimal(1100), confirmed.pk),
    ]
    contribution = Contribution.objects.get()
    assert (contribution.delivered, contribution.confirmed, contribution.state) == (1100, 1100, "granted")
    assert [entry.verb for entry in Entry.objects.filter(verb__startswith="rebooking.").order_by("at", "pk")] == [
        "rebooking.proposed",
        "rebooking.agreed",
    ]


def test_cancel_and_give_back__the_sums_stay_right__and_never_below_nothing(cast, confirmed):
    contribution = confirmed.contribution
    actions.agree(
        actions.give_back(contribution, on=date(2026, 5, 1), amount=Decimal(200), reason="Rest", by=cast.social.staff),
        by=cast.housing.staff,
    )
    assert Contribution.objects.get().confirmed == 1000
    with pytest.raises(Refused, match="bestätigt"):
        actions.cancel(confirmed, reason="Doppelt", by=cast.social.staff)
    returned = Delivery.objects.get(nature="returned")
    actions.agree(actions.cancel(returned, reason="Kam nie an", by=cast.housing.staff), by=cast.social.staff)
    actions.agree(actions.cancel(Delivery.objects.get(nature="came"), reason="Doppelt", by=cast.social.staff), by=cast.housing.staff)
    assert book.sum_of(book.totals(Contribution.objects.all())).confirmed == 0
    assert Contribution.objects.get().state == "granted"


def test_agree__only_the_other_side__once(cast, confirmed):
    correction = actions.cancel(confirmed, reason="Doppelt", by=cast.social.staff)
    for person in (cast.social.coordinator, cast.housing.reader):
        with pytest.raises(Refused):
            actions.agree(correction, by=person)
    with pytest.raises(Refused, match="schon vorgeschlagen"):
        actions.cancel(confirmed, reason="Noch einmal", by=cast.housing.staff)
    actions.agree(correction, by=cast.housing.staff)
    with pytest.raises(Refused, match="nicht mehr offen"):
        actions.agree(correction, by=cast.housing.coordinator)
    with pytest.raises(Refused, match="zurückgenommen"):
        actions.cancel(confirmed, reason="Noch einmal", by=cast.housing.staff)
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"nature": "counter", "amount": Decimal(-1199)},
        {"nature": "counter", "amount": Decimal(-1200), "on": date(2026, 3, 2)},
        {"nature": "came", "amount": Decimal(-5), "corrects": None},
        {"nature": "returned", "amount": Decimal(5), "corrects": None},
        {"nature": "counter", "amount": Decimal(-1200), "confirmed_by": None, "confirmed_at": None},
    ],
)
def test_database__refuses_rows_that_do_not_match(cast, confirmed, wrong):
    right = {
        "nature": "counter",
        "corrects": confirmed,
        "on": confirmed.on,
        "amount": -confirmed.amount,
        "noted_by": cast.housing.staff,
        "noted_for": cast.housing.org,
        "confirmed_by": cast.social.finance,
        "confirmed_at": confirmed.confirmed_at,
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        Delivery.objects.create(contribution=confirmed.contribution, **right | wrong)
    Delivery.objects.create(contribution=confirmed.contribution, **right)
    for verb in (Delivery.objects.filter(pk=confirmed.pk).delete, lambda: Delivery.objects.update(note="Anders")):
        with pytest.raises(DatabaseError), transaction.atomic():
            verb()


def test_pages__propose_agree(client, cast, confirmed):
    client.force_login(cast.housing.staff)
    page = client.get(f"/contributions/{confirmed.contribution_id}/")
    assert f"/deliveries/{confirmed.pk}/amend/" in page.content.decode()
    url = f"/deliveries/{confirmed.pk}/amend/"
    answer = post(client, url, {"sort": "amend", "on": "2.4.2026", "amount": "1.1.0", "reason": ""})
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["amount", "reason"]
    answer = post(client, url, {"sort": "amend", "on": "02.04.2026", "amount": "1.100,00", "reason": "<b>Zahlendreher</b>"})
    correction = Rebooking.objects.get()
    assert answer.url == correction.get_absolute_url()
    assert "&lt;b&gt;Zahlendreher" in client.get(answer.url).content.decode()
    for person, waiting in ((cast.social.staff, "me"), (cast.housing.staff, "them"), (cast.social.reader, "us")):
        mine = [key for key, todos in todos_of(person).items() for todo in todos if todo.url == correction.get_absolute_url()]
        assert mine == [waiting]
    client.force_login(cast.social.staff)
    client.post(f"{correction.get_absolute_url()}agree/")
    assert Contribution.objects.get().confirmed == 1100
    html = client.get(f"/contributions/{confirmed.contribution_id}/").content.decode()
    assert "durch eine spätere Zeile zurückgenommen" in html
    client.force_login(cast.outsider.coordinator)
    for foreign in (correction.get_absolute_url(), url, f"/contributions/{confirmed.contribution_id}/give-back/"):
        assert client.get(foreign).status_code == 404
