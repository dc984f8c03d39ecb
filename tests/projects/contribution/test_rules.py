"""Who may: the same for either side, and never one person alone."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.organisation.models import Membership, Role
from partnerships.person.models import Person
from projects.contribution import actions, deliveries, rules
from projects.contribution.models import Contribution, Delivery
from tests.cast import SEATS
from tests.projects.contribution import making

State = Contribution.State
MIRRORED = ("may_decide", "may_edit", "may_answer", "may_accept_part", "may_withdraw", "may_deliver", "may_write")


@pytest.mark.parametrize("seat", SEATS)
def test_may_ask__alike_on_both_sides(cast, seat):
    answers = {bool(rules.may_ask(getattr(team, seat), cast.partnership)) for team in cast.teams}
    assert answers == {seat not in ("reader", "administrator")}


@pytest.mark.parametrize("state", [State.ASKED, State.QUESTION, State.PART, State.GRANTED, State.DECLINED])
def test_rules__mirrored(cast, state):
    """What a seat of the giver may on one side's request, the same seat may on the other's; likewise the receiver's."""
    verdicts = []
    for team in cast.teams:
        contribution = making.asked(cast, team)
        contribution.state = state
        people = {
            f"{whose} {seat}": getattr(each, seat) for whose, each in (("receiver", team), ("giver", cast.other(team))) for seat in SEATS
        }
        verdicts.append({(rule, who): bool(getattr(rules, rule)(by, contribution)) for rule in MIRRORED for who, by in people.items()})
    assert verdicts[0] == verdicts[1]


@pytest.mark.parametrize(
    ("rule", "state", "receivers", "givers"),
    [
        ("may_decide", State.ASKED, [], ["approver"]),
        ("may_edit", State.ASKED, ["coordinator", "staff", "approver", "signatory", "finance"], []),
        ("may_answer", State.QUESTION, ["coordinator", "staff", "approver", "signatory", "finance"], []),
        ("may_accept_part", State.PART, ["coordinator", "staff", "approver", "signatory", "finance"], []),
        ("may_withdraw", State.ASKED, ["coordinator", "staff", "approver", "signatory", "finance"], []),
    ],
)
def test_rules__who_exactly(cast, rule, state, receivers, givers):
    contribution = making.asked(cast)
    contribution.state = state
    may = getattr(rules, rule)
    assert [seat for seat in SEATS if may(getattr(cast.social, seat), contribution)] == receivers
    assert [seat for seat in SEATS if may(getattr(cast.housing, seat), contribution)] == givers
    assert not may(cast.outsider.coordinator, contribution)
    assert not may(cast.observer.reader, contribution)


def wear_both_hats(team, other) -> Person:
    """The team's staff member is an approver of the other side, too."""
    person = team.staff
    Membership.objects.create(person=person, organisation=other.org, roles=[Role.APPROVER])
    return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize("index", [0, 1])
def test_decide__never_by_the_one_who_asked__with_two_hats(cast, index):
    team = cast.teams[index]
    contribution = making.asked(cast, team)
    both = wear_both_hats(team, cast.other(team))
    with pytest.raises(Refused, match="Vier-Augen"):
        actions.grant(contribution, edition=1, by=both)


def test_decide__never_by_one_who_reworded_or_answered(cast):
    contribution = actions.ask(cast.partnership, giver=cast.housing.org, terms=making.money(), by=cast.social.coordinator)
    both = wear_both_hats(cast.social, cast.housing)
    actions.edit(contribution, edition=1, terms=making.money(amount=Decimal(900)), by=both)
    with pytest.raises(Refused, match="Vier-Augen"):
        actions.grant(contribution, edition=2, by=Person.objects.get(pk=both.pk))
    assert Contribution.objects.get().state == State.ASKED


def test_four_eyes__the_database_says_so_too(cast):
    contribution = making.asked(cast)
    with pytest.raises(IntegrityError, match="contribution_four_eyes"), transaction.atomic():
        Contribution.objects.filter(pk=contribution.pk).update(decided_by=contribution.asked_by)
    delivery = making.delivered(cast)
    with pytest.raises(IntegrityError, match="delivery_four_eyes"), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(confirmed_by=delivery.noted_by, confirmed_at=delivery.created_at)


def test_second_factor__is_asked_of_the_approver(cast):
    cast.housing.org.requires_second_factor = True
    cast.housing.org.save(update_fields=["requires_second_factor"])
    contribution = Contribution.objects.select_related("giver").get(pk=making.asked(cast).pk)
    assert not rules.may_decide(cast.housing.approver, contribution)


@pytest.mark.parametrize("index", [0, 1])
def test_confirm__by_the_receiver_only_and_never_by_who_noted_it(cast, index):
    receiver, giver = cast.teams[index], cast.other(cast.teams[index])
    delivery = making.delivered(cast, receiver)
    assert not rules.may_confirm(giver.approver, delivery)
    assert not rules.may_confirm(receiver.reader, delivery)
    own = deliveries.deliver(delivery.contribution, on=delivery.on, amount=Decimal(5), by=receiver.staff)
    assert "selbst" in rules.may_confirm(receiver.staff, own).reason
    assert rules.may_confirm(receiver.coordinator, own)
    assert rules.may_confirm(receiver.staff, delivery)


@pytest.mark.parametrize("statement", ["UPDATE projects_delivery SET amount = 1", "DELETE FROM projects_delivery"])
def test_confirmed_delivery__is_final__even_by_sql(cast, statement):
    delivery = making.delivered(cast)
    deliveries.confirm(delivery, edition=1, by=cast.social.coordinator)
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        cursor.execute(statement)
    assert Delivery.objects.get().amount == Decimal("500.00")


def test_ended_partnership__no_decision_but_deliveries(cast):
    open_request, binding = making.asked(cast), making.granted(cast)
    cast.partnership.state = "ended"
    cast.partnership.ended_on = clock.today()
    cast.partnership.save(update_fields=["state", "ended_on"])
    with pytest.raises(Refused, match="Partnerschaft ist beendet"):
        actions.grant(open_request, edition=1, by=cast.housing.approver)
    assert deliveries.deliver(binding, on=binding.starts_on, amount=Decimal(10), by=cast.housing.staff)


def test_refusals__leave_no_journal_line(cast):
    contribution = making.asked(cast)
    before = Entry.objects.count()
    for verb in (actions.grant, actions.accept_part, actions.withdraw):
        with pytest.raises(Refused):
            verb(contribution, edition=1, by=cast.outsider.coordinator)
    assert Entry.objects.count() == before
