"""What is left of a grant is carried over or paid back, when both say so; ledger and pots follow."""

from datetime import date
from decimal import Decimal

import pytest

from partnerships.base.verdict import Refused
from partnerships.todo.registry import todos_of
from projects.contribution import deliveries
from projects.contribution.models import Contribution
from projects.funding import leftovers
from projects.ledger import actions as ledger
from projects.pot.models import Pot, Reservation
from tests.projects.contribution import making as contributions
from tests.projects.funding import making
from tests.projects.pot import making as pots

pytestmark = pytest.mark.django_db


def test_carried_over__by_both__the_term_goes_on_and_the_pot_of_the_next_year_takes_the_rest(cast):
    for receiver in cast.teams:
        giver = cast.other(receiver)
        this, following = (pots.pot(giver, year=year) for year in (2026, 2027))
        contribution = pots.granted(cast, giver, this)
        contributions.delivered(cast, receiver, amount=Decimal(900), contribution=contribution)
        leftover = making.leftover(cast, receiver, contribution=contribution)
        assert Contribution.objects.get(pk=contribution.pk).ends_on == date(2026, 12, 31)
        with pytest.raises(Refused):
            leftovers.agree(leftover, edition=1, by=receiver.finance)
        leftover = leftovers.agree(leftover, edition=1, by=giver.finance)
        contribution = Contribution.objects.get(pk=contribution.pk)
        assert (leftover.state, contribution.ends_on, contribution.granted) == ("agreed", date(2027, 3, 31), Decimal(1200))
        reserved = {row.year: (row.amount, row.spent) for row in Reservation.objects.filter(contribution=contribution)}
        assert reserved == {2026: (Decimal(900), Decimal(900)), 2027: (Decimal(300), 0)}
        assert [pot.reserved for pot in Pot.objects.filter(pk__in=[this.pk, following.pk]).order_by("year")] == [900, 300]


def test_paid_back__the_ledger_says_when_it_came(cast):
    delivery = contributions.delivered(cast, amount=Decimal(1200))
    deliveries.confirm(delivery, edition=1, by=cast.social.coordinator)
    contribution = Contribution.objects.get(pk=delivery.contribution_id)
    leftover = making.leftover(cast, way="back", until=date(2026, 7, 1), contribution=contribution)
    leftover = leftovers.agree(leftover, edition=1, by=cast.housing.coordinator)
    assert leftovers.given_back(leftover) == 0
    asks = {"Den Rest zurückzahlen"}
    assert asks <= {todo.ask for todo in todos_of(cast.social.finance)["me"]}
    assert asks <= {todo.ask for todo in todos_of(cast.housing.finance)["them"]}
    given = ledger.give_back(contribution, on=making.DAY, amount=Decimal(300), reason="Rest", by=cast.social.finance)
    ledger.agree(given, by=cast.housing.finance)
    assert leftovers.given_back(leftover) == Decimal(300)
    assert not asks & {todo.ask for todo in todos_of(cast.social.finance)["me"]}
    contribution.refresh_from_db()
    assert contribution.confirmed == Decimal(900)


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": "1200.01"},
        {"amount": "-1.00"},
        {"amount": "0.005"},
        {"way": "nonsense"},
        {"until": date(2026, 12, 31)},
        {"until": date(2036, 12, 31)},
        {"way": "back", "amount": "1.00"},  # nothing came
    ],
)
def test_nonsense_is_refused(cast, changes):
    with pytest.raises(Refused):
        making.leftover(cast, **changes)


def test_declined_and_withdrawn__nothing_changes(cast):
    leftover = making.leftover(cast)
    with pytest.raises(Refused):
        making.leftover(cast, contribution=leftover.contribution)
    assert leftovers.decline(leftover, edition=1, by=cast.housing.finance).state == "declined"
    again = making.leftover(cast, contribution=leftover.contribution)
    assert leftovers.withdraw(again, edition=1, by=cast.social.staff).state == "withdrawn"
    assert Contribution.objects.get(pk=leftover.contribution_id).ends_on == date(2026, 12, 31)
