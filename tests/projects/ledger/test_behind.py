"""The rows behind a number: their pages and their sum, by queries that are prepared for each shape of number."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from django.urls import reverse

from partnerships.base import pages
from projects.contribution import deliveries
from projects.contribution.models import Contribution, Delivery
from projects.ledger import behind, rows
from projects.ledger.book import STAGES
from projects.ledger.scopes import Scope
from projects.ledger.steps import STEPS
from tests.projects.contribution import making
from tests.projects.funding import making as calls


@pytest.fixture
def _pages_of_two(monkeypatch):
    monkeypatch.setattr(pages.Summed.page, "__kwdefaults__", {"size": 2})


def granted(cast, number: int) -> Contribution:
    terms = making.money(amount=Decimal(500 + number), starts_on=date(2026, 1 + number, 1), ends_on=date(2027, 1 + number, 28))
    return making.granted(cast, terms=terms)


@pytest.mark.usefixtures("_pages_of_two")
def test_pages__the_sum_and_the_count_are_of_all(client, cast, django_assert_num_queries, settings):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    first, second, third = (granted(cast, number) for number in range(3))
    client.force_login(cast.social.reader)
    client.get(reverse("ledger_rows"))
    for page, wanted, queries in (("", [first, second], 5), ("2", [third], 5), ("99", [third], 7), ("x", [first, second], 5)):
        with django_assert_num_queries(
            queries
        ):  # session, user, standing, keys with sums, rows; for a page too far, the first and the last
            shown = client.get(reverse("ledger_rows"), {"page": page}).context
        assert (list(shown["page"]), shown["sums"]) == (wanted, {"count": 3, "total": Decimal("1503.00")})
    with django_assert_num_queries(4):
        assert client.get(reverse("ledger_rows"), {"kind": "time"}).context["sums"] == {"count": 0, "total": 0}


def test_every_shape__as_the_file_tells_it(rf, cast):
    calls.called(cast)
    for number in range(2):
        making.delivered(cast, contribution=granted(cast, number))
    deliveries.confirm(Delivery.objects.earliest("created_at"), edition=1, by=cast.social.finance)
    making.granted(cast, cast.housing, making.hours())
    request = rf.get("/")
    request.user = cast.social.reader
    scopes = [Scope("partnership", cast.partnership), Scope("organisation", cast.housing.org), Scope()]
    narrowed = [("", "", ""), ("money", "", ""), ("", "housing", "social"), ("time", "social", "housing")]
    some = 0
    for scope, year, stage, more in product(scopes, (None, 2025, 2026, 2027), (*STAGES, *STEPS), narrowed):
        number = rows.Number(stage, year, *more)
        page, sums = behind.page_behind(request, scope, number)
        told = rows.rows_of(scope.contributions(request.user), number)
        assert [(row.pk, amount_of(row)) for row in page] == [(row.pk, amount_of(row)) for row in told]
        assert sums == rows.sum_of(told, number)
        some += bool(page.object_list)
    assert some > 80


def amount_of(row) -> Decimal:
    return row.part if isinstance(row, Contribution) else row.amount
