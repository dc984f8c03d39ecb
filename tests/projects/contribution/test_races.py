"""Two at the same instant, on real connections: one wins, the other is told."""

import threading
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import translation

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.organisation.models import Role
from partnerships.person.models import Person
from projects.contribution import actions, deliveries
from projects.contribution.models import Contribution, Delivery
from tests.cast import make_cast, make_person
from tests.projects.contribution import making

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
State = Contribution.State


def together(*verbs) -> list:
    """Run them at one instant, each on a connection of its own; what each returned or refused."""
    barrier = threading.Barrier(len(verbs))
    moment = clock.now()
    results: list = [None] * len(verbs)

    def run(index, verb):
        try:
            with clock.travel(moment), translation.override("de"):
                barrier.wait(timeout=20)
                results[index] = verb()
        except Refused as refused:
            results[index] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=40)
    return results


def fresh(person) -> Person:
    return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize("round_", range(3))
@pytest.mark.parametrize("index", [0, 1])
def test_two_approvers__one_decides__the_other_reads_who(index, round_):
    cast = make_cast()
    receiver = cast.teams[index]
    giver = cast.other(receiver)
    first, second = giver.approver, make_person("Zweite Freigabe", giver.org, Role.APPROVER)
    contribution = making.asked(cast, receiver)
    results = together(
        lambda: actions.grant(contribution, edition=1, by=fresh(first)),
        lambda: actions.decline(contribution, edition=1, reason="budget", text="Nein", next_date=making.LATER, by=fresh(second)),
    )
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(refused) == 1
    assert "hat schon am" in refused[0].reason
    contribution.refresh_from_db()
    winner = first if contribution.state == State.GRANTED else second
    assert contribution.decided_by_id == winner.pk
    assert Entry.objects.filter(verb__in=["contribution.granted", "contribution.declined"]).count() == 1


@pytest.mark.parametrize("round_", range(3))
def test_approve_against_withdraw__one_of_both(round_):
    cast = make_cast()
    contribution = making.asked(cast)
    approver, staff = cast.housing.approver, cast.social.staff
    results = together(
        lambda: actions.grant(contribution, edition=1, by=fresh(approver)),
        lambda: actions.withdraw(contribution, edition=1, by=fresh(staff)),
    )
    assert sum(isinstance(result, Refused) for result in results) == 1
    contribution.refresh_from_db()
    assert (contribution.state, contribution.granted) in {(State.GRANTED, Decimal(1200)), (State.WITHDRAWN, Decimal(0))}


@pytest.mark.parametrize("round_", range(3))
def test_deliveries_at_once__the_sums_hold(round_):
    cast = make_cast()
    contribution = making.granted(cast)
    people = [cast.housing.finance, cast.housing.staff, cast.social.staff, cast.housing.coordinator]
    day = contribution.starts_on
    results = together(
        *(
            lambda person=person, amount=amount: deliveries.deliver(contribution, on=day, amount=Decimal(amount), by=fresh(person))
            for amount, person in enumerate(people, start=1)
        )
    )
    assert not any(isinstance(result, Refused) for result in results)
    contribution.refresh_from_db()
    assert contribution.delivered == Decimal(10)


@pytest.mark.parametrize("round_", range(3))
def test_confirm_against_take_back__one_of_both(round_):
    cast = make_cast()
    delivery = making.delivered(cast)
    results = together(
        lambda: deliveries.confirm(delivery, edition=1, by=fresh(cast.social.finance)),
        lambda: deliveries.take_back(delivery, edition=1, by=fresh(cast.housing.finance)),
    )
    assert sum(isinstance(result, Refused) for result in results) == 1
    contribution = Contribution.objects.get()
    kept = Delivery.objects.first()
    assert contribution.confirmed == contribution.delivered == (kept.amount if kept else Decimal(0))


def test_two_confirm__once():
    cast = make_cast()
    delivery = making.delivered(cast)
    results = together(
        lambda: deliveries.confirm(delivery, edition=1, by=fresh(cast.social.finance)),
        lambda: deliveries.confirm(delivery, edition=1, by=fresh(cast.social.coordinator)),
    )
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert Entry.objects.filter(verb="contribution.confirmed").count() == 1
