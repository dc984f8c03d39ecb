"""A room is valued as a whole or by its bookings: chosen with the grant, enforced ever after, each booking counted once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from partnerships.base import clock
from partnerships.base.verdict import Refused
from projects.basis import actions
from projects.basis.models import Counted
from projects.booking import actions as bookings
from projects.booking import rules as bookings_rules
from projects.booking.models import Booking
from projects.contribution import actions as contributions
from projects.contribution import deliveries, rules
from projects.contribution.models import Contribution, Delivery
from projects.ledger import actions as ledger
from tests.once import post
from tests.projects.booking import making as booked
from tests.projects.contribution import making

HERE = {"edition": 1, "answer": "grant"}


def room(cast, team, **more) -> Contribution:
    """120 m² at 7.62 € for a year, asked for by `team`."""
    day = clock.today()
    period = {"starts_on": day - timedelta(days=30), "ends_on": day + timedelta(days=360), "months": 12}
    return making.asked(cast, team, making.rooms(**period | more))


def by_bookings(cast, team=None) -> Contribution:
    """Open 120 hours a month."""
    team = team or cast.social
    return contributions.grant(room(cast, team), edition=1, open_hours=Decimal(120), by=cast.other(team).approver)


def used(cast, contribution, team=None, *lengths: int) -> None:
    """Bookings of these lengths, in hours, which both wanted; then they are over."""
    team = team or cast.social
    for days, length in enumerate(lengths, start=1):
        asked = booked.asked(cast, team, contribution, **booked.times(days, 8, length))
        bookings.confirm(asked, edition=1, by=cast.other(team).staff)


@pytest.mark.parametrize("index", [0, 1])
def test_by_bookings__their_share_counts__once__and_nothing_is_noted_besides(client, cast, index):
    team = cast.teams[index]
    contribution = by_bookings(cast, team)
    used(cast, contribution, team, 10, 2, 12)
    with pytest.raises(Refused, match="nach den Buchungen"):
        deliveries.deliver(contribution, on=clock.today(), quantity=Decimal(1), by=team.staff)
    with clock.travel(clock.at(clock.today() + timedelta(days=3), 6)):  # two of the three are over
        client.force_login(team.staff)
        assert "12</strong>" in client.get(contribution.get_absolute_url()).content.decode().replace(" Stunden", "")
        assert client.post(reverse("contribution_count", args=[contribution.pk])).status_code == 302
        delivery = Delivery.objects.get()
        assert (delivery.quantity, delivery.amount) == (Decimal("0.10"), Decimal("91.44"))
        assert "keine Spendenbescheinigung" in client.get(contribution.get_absolute_url()).content.decode()
        with pytest.raises(Refused, match="Keine Buchung"):
            actions.count(contribution, by=team.staff)
        with pytest.raises(Refused, match="gezählt"):
            deliveries.correct(delivery, edition=1, on=clock.today(), quantity=Decimal(5), by=team.staff)
        with pytest.raises(Refused, match="Geben und Nehmen"):
            bookings.cancel(Booking.objects.filter(counted__isnull=False)[0], edition=2, reason="Doch nicht", by=team.staff)
        deliveries.take_back(delivery, edition=1, by=team.staff)
        assert not Counted.objects.exists()
        again = actions.count(contribution, by=team.staff)
        counted = Booking.objects.filter(counted__delivery=again).first()
        with pytest.raises(IntegrityError), transaction.atomic():
            Counted.objects.create(booking=counted, delivery=again)
        other = cast.other(team)
        deliveries.confirm(again, edition=1, by=team.finance)
        assert not bookings_rules.may_cancel(team.staff, counted)
        ledger.agree(ledger.cancel(Delivery.objects.get(pk=again.pk), reason="Niemand kam", by=team.staff), by=other.staff)
        bookings.cancel(counted, edition=2, reason="Niemand kam", by=team.staff)


def test_too_little__waits_for_more(cast):
    contribution = contributions.grant(room(cast, cast.social), edition=1, open_hours=Decimal(744), by=cast.housing.approver)
    used(cast, contribution, None, 1)
    with clock.travel(clock.at(clock.today() + timedelta(days=2), 6)), pytest.raises(Refused, match="zu wenig"):
        actions.count(contribution, by=cast.social.staff)


def test_as_a_whole__bookings_are_not_counted(cast):
    contribution = contributions.grant(room(cast, cast.social), edition=1, by=cast.housing.approver)
    used(cast, contribution, None, 10)
    with clock.travel(clock.at(clock.today() + timedelta(days=3), 6)):
        with pytest.raises(Refused, match="als Ganzes"):
            actions.count(contribution, by=cast.social.staff)
        assert deliveries.deliver(contribution, on=clock.today(), quantity=Decimal(1), by=cast.social.staff).amount == Decimal("914.40")


def test_grant__the_choice_is_the_givers__and_stays_with_the_decision(client, cast):
    contribution = room(cast, cast.social)
    client.force_login(cast.housing.approver)
    page = reverse("contribution_decide", args=[contribution.pk])
    assert post(client, page, HERE | {"grant_basis": "bookings"}).status_code == 422
    assert post(client, page, HERE | {"grant_basis": "bookings", "grant_open_hours": "800"}).status_code == 422
    assert post(client, page, HERE | {"grant_basis": "bookings", "grant_open_hours": "120,5"}).status_code == 302
    contribution.refresh_from_db()
    assert (contribution.room_basis, contribution.open_hours) == ("bookings", Decimal("120.50"))
    assert not rules.may_deliver(cast.housing.staff, contribution)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=contribution.pk).update(room_basis="whole")
    money = making.asked(cast)
    with pytest.raises(Refused, match="Nur Räume"):
        contributions.grant(money, edition=1, open_hours=Decimal(10), by=cast.housing.approver)
