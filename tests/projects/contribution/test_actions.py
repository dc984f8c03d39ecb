from datetime import date
from decimal import Decimal

import pytest

from partnerships.base.money import MOST
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from projects.contribution import actions, deliveries
from projects.contribution.models import Contribution, Delivery
from projects.contribution.terms import months_between
from projects.project.models import Project
from tests.cast import make_partnership
from tests.projects.contribution import making

State = Contribution.State


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="contribution.").order_by("id").values_list("verb", flat=True))


@pytest.mark.parametrize("index", [0, 1])
def test_story__asked_granted_delivered_confirmed__either_direction(cast, index):
    receiver, giver = cast.teams[index], cast.other(cast.teams[index])
    contribution = making.granted(cast, receiver)
    assert (contribution.state, contribution.granted) == (State.GRANTED, Decimal("1200.00"))
    assert (contribution.giver_side, contribution.receiver_side) == (giver.side, receiver.side)

    first = deliveries.deliver(contribution, on=date(2026, 3, 1), amount=Decimal(700), by=giver.finance)
    assert first.contribution.state == State.DELIVERED
    deliveries.confirm(first, edition=1, by=receiver.finance)
    contribution.refresh_from_db()
    assert (contribution.state, contribution.delivered, contribution.confirmed) == (State.GRANTED, Decimal(700), Decimal(700))

    second = deliveries.deliver(contribution, on=date(2026, 4, 1), amount=Decimal(500), by=receiver.staff)
    deliveries.confirm(second, edition=1, by=receiver.finance)
    contribution.refresh_from_db()
    assert (contribution.state, contribution.confirmed) == (State.CONFIRMED, Decimal(1200))
    assert verbs() == [f"contribution.{verb}" for verb in ("asked", "granted", "delivered", "confirmed", "delivered", "confirmed")]


def test_grant_part__binds_when_accepted(cast):
    contribution = making.asked(cast)
    part = actions.grant_part(
        contribution, edition=1, amount=Decimal("800,00".replace(",", ".")), text="Mehr geht nicht.", by=cast.housing.approver
    )
    assert (part.state, part.offered, part.granted) == (State.PART, Decimal(800), Decimal(0))
    taken = actions.accept_part(part, edition=part.edition, by=cast.social.coordinator)
    assert (taken.state, taken.granted, taken.asked) == (State.GRANTED, Decimal(800), Decimal(1200))


def test_grant_part__withdrawn_instead(cast):
    part = actions.grant_part(making.asked(cast), edition=1, amount=Decimal(1), by=cast.housing.approver)
    gone = actions.withdraw(part, edition=part.edition, by=cast.social.staff)
    assert (gone.state, gone.granted) == (State.WITHDRAWN, Decimal(0))


@pytest.mark.parametrize(("quantity", "months", "value"), [(60, None, "5486.40"), (None, 6, "5486.40"), (60, 6, "2743.20")])
def test_grant_part__of_rooms__by_area_and_months(cast, quantity, months, value):
    contribution = making.asked(cast, terms=making.rooms())
    part = actions.grant_part(
        contribution,
        edition=1,
        quantity=quantity and Decimal(quantity),
        months=months and Decimal(months),
        by=cast.housing.approver,
    )
    assert part.offered == Decimal(value)


@pytest.mark.parametrize("amount", [None, Decimal(0), Decimal(-5), Decimal("1200.00"), Decimal(5000), Decimal("0.004")])
def test_grant_part__refuses_what_is_no_part(cast, amount):
    with pytest.raises(Refused):
        actions.grant_part(making.asked(cast), edition=1, amount=amount, by=cast.housing.approver)
    assert Contribution.objects.get().state == State.ASKED


def test_grant_part__of_rooms__refuses_more(cast):
    with pytest.raises(Refused, match="mehr"):
        actions.grant_part(
            making.asked(cast, terms=making.rooms()), edition=1, quantity=Decimal(121), months=Decimal(1), by=cast.housing.approver
        )


def test_question__answered__decided(cast):
    contribution = actions.ask_back(making.asked(cast), edition=1, text="Wie viele kommen?", by=cast.housing.approver)
    assert contribution.state == State.QUESTION
    with pytest.raises(Refused, match="Klang"):
        actions.grant(contribution, edition=contribution.edition, by=cast.housing.approver)
    contribution = actions.answer(contribution, edition=contribution.edition, text="Etwa 80.", by=cast.social.coordinator)
    assert contribution.state == State.ASKED
    assert [message.text for message in contribution.messages.all()] == ["Wie viele kommen?", "Etwa 80."]
    assert actions.grant(contribution, edition=contribution.edition, by=cast.housing.approver).state == State.GRANTED


@pytest.mark.parametrize(
    ("reason", "text", "next_date"),
    [
        ("", "Nein.", date(2026, 8, 1)),
        ("budget", "  ", date(2026, 8, 1)),
        ("nonsense", "Nein.", date(2026, 8, 1)),
        ("budget", "Nein.", None),
        ("budget", "Nein.", date(2026, 6, 1)),
    ],
)
def test_decline__needs_reason_words_and_a_day_to_come(cast, reason, text, next_date):
    with pytest.raises(Refused):
        actions.decline(making.asked(cast), edition=1, reason=reason, text=text, next_date=next_date, by=cast.housing.approver)
    assert Contribution.objects.get().state == State.ASKED


def test_decline__keeps_reason_and_next_date(cast):
    gone = actions.decline(
        making.asked(cast),
        edition=1,
        reason="budget",
        text="Der Topf ist leer. Sprechen wir im August?",
        next_date=date(2026, 8, 28),
        by=cast.housing.approver,
    )
    gone.refresh_from_db()
    assert (gone.state, gone.reason, gone.next_date, gone.granted) == (State.DECLINED, "budget", date(2026, 8, 28), Decimal(0))


@pytest.mark.parametrize("verb", ["grant", "withdraw"])
def test_stale_edition__is_refused(cast, verb):
    contribution = making.asked(cast)
    actions.edit(contribution, edition=1, terms=making.money(amount=Decimal(9000)), by=cast.social.staff)
    by = cast.housing.approver if verb == "grant" else cast.social.staff
    with pytest.raises(Refused, match="Inzwischen"):
        getattr(actions, verb)(contribution, edition=1, by=by)
    assert Contribution.objects.get().state == State.ASKED


def test_decided__says_by_whom(cast):
    contribution = making.granted(cast)
    with pytest.raises(Refused, match="Bau approver hat schon am"):
        actions.grant(contribution, edition=contribution.edition, by=cast.housing.approver)


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_on": date(2025, 12, 31)},
        {"ends_on": date(2080, 12, 31)},
        {"amount": Decimal("0.00")},
        {"amount": Decimal("-3.00")},
        {"amount": Decimal("0.004")},
        {"amount": None},
        {"amount": MOST + 1},
        {"money_type": ""},
    ],
)
def test_ask__money__refuses_what_does_not_hold(cast, changes):
    with pytest.raises(Refused):
        making.asked(cast, terms=making.money(**changes))
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"months": Decimal(13)},
        {"rate_source": ""},
        {"rate_date": None},
        {"rate_date": date(2026, 6, 2)},
        {"quantity": Decimal(99_999_999), "rate": Decimal(99_999)},
        {"quantity": Decimal(-1)},
    ],
)
def test_ask__rooms__refuses_what_does_not_hold(cast, changes):
    with pytest.raises(Refused):
        making.asked(cast, terms=making.rooms(**changes))


def test_ask__half_cents__are_rounded_up(cast):
    assert making.asked(cast, terms=making.hours(quantity=Decimal("0.25"), rate=Decimal("52.50"))).asked == Decimal("13.13")


def test_ask__only_parties_of_the_partnership(cast):
    with pytest.raises(Refused):
        actions.ask(cast.partnership, giver=cast.outsider.org, terms=making.money(), by=cast.social.staff)
    with pytest.raises(Refused):
        actions.ask(cast.partnership, giver=cast.observer.org, terms=making.money(), by=cast.social.staff)
    with pytest.raises(Refused):
        actions.ask(cast.partnership, giver=cast.social.org, terms=making.money(), by=cast.social.staff)


def test_ask__project_of_another_partnership__is_refused(cast):
    other = make_partnership(cast.social, cast.housing, title="Zweite")
    project = Project.objects.create(
        partnership=other, title="Garten", field_of_action="garden", created_by=cast.social.staff, organisation=cast.social.org
    )
    with pytest.raises(Refused, match="anderen Partnerschaft"):
        making.asked(cast, terms=making.money(project=project))


def test_deliver__rooms_by_months__complete_in_spite_of_rounding(cast):
    """33.33 m² at 7.77 €: twelve rounded months are some cents off the year; the promise is fulfilled all the same."""
    contribution = making.granted(cast, terms=making.rooms(quantity=Decimal("33.33"), rate=Decimal("7.77")))
    for month in range(1, 6):
        deliveries.deliver(contribution, on=date(2026, month, 28), quantity=Decimal(1), by=cast.housing.staff)
    deliveries.deliver(contribution, on=date(2026, 5, 31), quantity=Decimal(7), by=cast.housing.staff)
    for delivery in Delivery.objects.all():
        deliveries.confirm(delivery, edition=1, by=cast.social.coordinator)
    contribution.refresh_from_db()
    assert contribution.state == State.CONFIRMED
    assert contribution.confirmed != contribution.granted


@pytest.mark.parametrize(
    ("on", "amount"),
    [(date(2026, 6, 2), 5), (date(1996, 3, 1), 5), (date(2026, 3, 1), 0), (date(2026, 3, 1), -1), (date(2026, 3, 1), None)],
)
def test_deliver__refuses_wrong_days_and_amounts(cast, on, amount):
    contribution = making.granted(cast)
    with pytest.raises(Refused):
        deliveries.deliver(contribution, on=on, amount=amount if amount is None else Decimal(amount), by=cast.housing.staff)
    assert Delivery.objects.count() == 0


def test_deliver__only_what_is_granted(cast):
    with pytest.raises(Refused):
        deliveries.deliver(making.asked(cast), on=date(2026, 3, 1), amount=Decimal(5), by=cast.housing.staff)


def test_edit_and_correct__nothing_differs__nothing_is_written(cast):
    contribution = making.asked(cast)
    assert actions.edit(contribution, edition=1, terms=making.money(), by=cast.social.coordinator).edition == 1
    delivery = making.delivered(cast)
    same = deliveries.correct(delivery, edition=1, on=delivery.on, amount=delivery.amount, by=cast.housing.staff)
    assert (same.edition, same.noted_by) == (1, cast.housing.finance)
    assert not Entry.objects.filter(verb__in=["contribution.edited", "contribution.delivery_corrected"]).exists()


def test_correct__then_confirm__stale_edition_is_refused(cast):
    delivery = making.delivered(cast)
    deliveries.correct(delivery, edition=1, on=delivery.on, amount=Decimal(450), by=cast.housing.finance)
    with pytest.raises(Refused, match="Inzwischen"):
        deliveries.confirm(delivery, edition=1, by=cast.social.finance)
    deliveries.confirm(delivery, edition=2, by=cast.social.finance)
    contribution = Contribution.objects.get()
    assert (contribution.delivered, contribution.confirmed) == (Decimal(450), Decimal(450))
    with pytest.raises(Refused, match="nie"):
        deliveries.correct(delivery, edition=2, on=delivery.on, amount=Decimal(1), by=cast.housing.finance)


def test_take_back__before_confirmation_only(cast):
    delivery = making.delivered(cast)
    with pytest.raises(Refused):
        deliveries.take_back(delivery, edition=1, by=cast.social.finance)
    contribution = deliveries.take_back(delivery, edition=1, by=cast.housing.coordinator)
    assert (contribution.state, contribution.delivered) == (State.GRANTED, Decimal(0))
    assert Delivery.objects.count() == 0
    with pytest.raises(Refused, match="zurückgenommen"):
        deliveries.confirm(delivery, edition=1, by=cast.social.finance)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "12.00"),
        (date(2024, 1, 1), date(2027, 12, 31), "48.00"),
        (date(2026, 1, 15), date(2026, 2, 14), "1.00"),
        (date(2026, 4, 1), date(2026, 4, 15), "0.50"),
        (date(2026, 1, 31), date(2026, 2, 27), "1.00"),
        (date(2026, 3, 1), date(2026, 3, 1), "0.03"),
    ],
)
def test_months_between(start, end, months):
    assert months_between(start, end) == Decimal(months)
