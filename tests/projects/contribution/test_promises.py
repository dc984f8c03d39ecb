"""Promises of an agreement in force appear in the ledger by themselves."""

from datetime import date
from decimal import Decimal

import pytest

from partnerships.agreement import signing
from partnerships.agreement.edition import Edition, Promise
from partnerships.agreement.models import Agreement, agreement_signed
from partnerships.base import clock
from partnerships.journal.models import Entry
from projects.contribution import promised
from projects.contribution.models import Contribution
from projects.ledger import book as ledger
from projects.pot import actions as pot_actions
from projects.pot.models import Pot
from tests.partnerships.agreement import making as agreements
from tests.projects.pot import making as pots


def make_agreement(cast, *promises: dict) -> Agreement:
    agreement = Agreement.objects.create(
        partnership=cast.partnership,
        title="Kooperation",
        state="active",
        owner=cast.social.org,
        offered_at=clock.now(),
        signed_at=clock.now(),
        in_force_at=clock.now(),
    )
    edition = Edition.objects.create(agreement=agreement, number=1, title="Kooperation", by=cast.social.staff, organisation=cast.social.org)
    plain = {
        "giver": cast.housing.org,
        "receiver": cast.social.org,
        "kind": "money",
        "money_type": "zuschuss",
        "title": "Zuschuss",
        "amount": Decimal(30000),
        "per": "year",
        "starts_on": date(2024, 1, 1),
        "ends_on": date(2027, 12, 31),
    }
    for order, promise in enumerate(promises):
        Promise.objects.create(edition=edition, order=order, **plain | promise)
    return agreement


@pytest.mark.parametrize(
    ("promise", "granted"),
    [
        ({}, "120000.00"),
        ({"per": "once"}, "30000.00"),
        ({"per": "month", "amount": Decimal("100.01")}, "4800.48"),
        ({"starts_on": date(2026, 7, 1)}, "60000.00"),
        ({"amount": Decimal(100), "starts_on": date(2026, 1, 1), "ends_on": date(2026, 4, 30)}, "100.00"),
    ],
)
def test_promise__granted_over_its_term(cast, promise, granted):
    agreement = make_agreement(cast, promise)
    agreement_signed.send(Agreement, agreement=agreement, by=cast.housing.signatory)
    contribution = Contribution.objects.get()
    assert (contribution.state, contribution.granted) == ("granted", Decimal(granted))
    assert (contribution.giver_side, contribution.receiver_side) == ("housing", "social")
    assert contribution.decided_by is None
    assert "Kooperation" in Entry.objects.get(verb="contribution.promised").sentence


def test_promise__rooms_and_hours__counted_in_months_and_hours(cast):
    rooms = {
        "kind": "rooms",
        "money_type": "",
        "quantity": Decimal(120),
        "rate": Decimal("7.62"),
        "rate_source": "Mietspiegel 2025",
        "amount": Decimal("914.40"),
        "per": "month",
    }
    hours = {"kind": "time", "money_type": "", "quantity": Decimal(4), "rate": Decimal(52), "amount": Decimal(208), "per": "month"}
    other = {"kind": "rooms", "money_type": "", "quantity": Decimal(120), "rate": Decimal("7.62"), "amount": Decimal(500), "per": "month"}
    back = {"kind": "volunteer", "money_type": "", "quantity": Decimal(10), "rate": Decimal(15), "amount": Decimal(150), "per": "month"}
    back |= {"giver": cast.social.org, "receiver": cast.housing.org}
    agreement = make_agreement(cast, rooms, hours, other, back)
    agreement_signed.send(Agreement, agreement=agreement, by=cast.housing.signatory)
    room, time, flat, volunteers = Contribution.objects.order_by("promise__order")
    assert (room.valued, room.promised_units, room.granted) == (True, Decimal(48), Decimal("43891.20"))
    assert (room.rate_source, room.rate_date) == ("Mietspiegel 2025", clock.today())
    assert (time.valued, time.promised_units, time.granted) == (True, Decimal(192), Decimal("9984.00"))
    assert (flat.valued, flat.granted) == (False, Decimal(24000))
    assert (volunteers.giver_side, volunteers.promised_units) == ("social", Decimal(480))


def test_promise__sent_twice__written_once(cast):
    agreement = make_agreement(cast, {}, {"title": "Noch einer"})
    for _ in range(2):
        agreement_signed.send(Agreement, agreement=agreement, by=cast.housing.signatory)
    assert Contribution.objects.count() == 2
    assert Entry.objects.filter(verb="contribution.promised").count() == 2


def test_agreement__signed_by_both__its_promises_stand_in_the_ledger(cast):
    agreement = agreements.to_be_signed(cast)
    agreement = signing.sign(agreement, edition=agreement.edition, by=cast.social.signatory)
    assert Contribution.objects.count() == 0
    signing.sign(agreement, edition=agreement.edition, by=cast.housing.signatory)
    assert {c.title: (c.granted, c.state, c.agreement_id) for c in Contribution.objects.all()} == {
        "Zuschuss": (Decimal(12000), "granted", agreement.pk),
        "Gruppenraum": (Decimal(4320), "granted", agreement.pk),
        "Ehrenamt": (Decimal(960), "granted", agreement.pk),
    }
    assert [(line.giver_side, line.kind, line.promised) for line in ledger.totals(Contribution.objects.all())] == [
        ("housing", "money", Decimal(12000)),
        ("housing", "rooms", Decimal(4320)),
        ("social", "volunteer", Decimal(960)),
    ]


def test_amended__what_is_no_longer_promised__is_free_in_its_pots(cast):
    agreement = make_agreement(cast, {"ends_on": date(2028, 12, 31)})
    agreement_signed.send(Agreement, agreement=agreement, by=cast.housing.signatory)
    kept = {year: pots.pot(cast.housing, year=year, amount="40000") for year in (2026, 2027)}
    for pot in kept.values():
        pot_actions.reserve(pot, contribution=Contribution.objects.get(), by=cast.housing.finance)
    before = agreement.current()
    after = Edition.objects.create(agreement=agreement, number=2, title="Kooperation", by=before.by, organisation=before.organisation)
    promised.carry_on(agreement, before=before, after=after, on=date(2027, 1, 1))
    reserved = {year: Pot.objects.get(pk=pot.pk).reserved for year, pot in kept.items()}
    assert (reserved, Contribution.objects.get().granted) == ({2026: Decimal(30000), 2027: Decimal(0)}, Decimal(90000))
