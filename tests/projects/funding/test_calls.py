"""A call from the receiver to the confirmed payment, in both directions, and what it refuses."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.notice.models import Letter
from projects.contribution import deliveries
from projects.contribution.models import Contribution, Delivery
from projects.funding import actions, blockers, rules, schedules
from projects.funding.models import Call
from projects.funding.presets import Line
from projects.ledger import actions as ledger
from tests.projects.contribution import making as contributions
from tests.projects.funding import making

pytestmark = pytest.mark.django_db
State = Call.State


def fresh(call) -> Call:
    return Call.objects.for_page().get(pk=call.pk)


def test_whole_way__both_directions__ledger_and_pot_follow(cast):
    for receiver in cast.teams:
        giver = cast.other(receiver)
        call = making.ordered(cast, receiver)
        contribution = Contribution.objects.get(pk=call.contribution_id)
        assert (contribution.state, contribution.delivered, contribution.confirmed) == ("delivered", Decimal(1200), 0)
        call = actions.receive(call, edition=call.edition, by=receiver.finance)
        contribution.refresh_from_db()
        assert (call.state, contribution.state, contribution.confirmed) == (State.RECEIVED, "confirmed", Decimal(1200))
        people = [call.called_by, call.factual_by, call.arithmetic_by, call.released_by, call.ordered_by, call.received_by]
        assert people == [receiver.staff, giver.staff, giver.coordinator, giver.approver, giver.finance, receiver.finance]
        assert len({person.pk for person in people}) == 6
        assert Delivery.objects.get(contribution=contribution).of_call


def test_an_instalment_due_after_the_end__is_paid_without_a_doubt(cast):
    rows = [Line(date(2026, 1, 1), Decimal(1080)), Line(date(2027, 3, 2), Decimal(120))]
    schedule = schedules.propose(contributions.granted(cast), lines=rows, by=cast.social.coordinator)
    schedule = schedules.agree(schedule, edition=schedule.edition, by=cast.housing.coordinator)
    with clock.travel(clock.at(date(2027, 3, 3))):
        call = making.ordered(cast, schedule=schedule, number=2)
        assert actions.receive(call, edition=call.edition, by=cast.social.finance).state == "received"


def test_confirming_on_the_contribution__receives_the_call(cast):
    call = making.ordered(cast)
    deliveries.confirm(call.delivery, edition=call.delivery.edition, by=cast.social.coordinator)
    assert fresh(call).state == State.RECEIVED
    assert fresh(call).received_by == cast.social.coordinator


def test_the_payment_of_a_call__is_corrected_at_the_call_only(cast):
    call = making.ordered(cast)
    with pytest.raises(Refused, match="Mittelabruf"):
        deliveries.take_back(call.delivery, edition=call.delivery.edition, by=cast.housing.finance)
    call = actions.undo(call, edition=call.edition, reason="Die Bank hat sie zurückgegeben.", by=cast.housing.finance)
    assert (call.state, call.delivery, call.ordered_by) == (State.RELEASED, None, None)
    assert Contribution.objects.get(pk=call.contribution_id).delivered == 0
    assert Delivery.objects.count() == 0
    call = actions.order(fresh(call), edition=call.edition, on=making.DAY, by=cast.housing.finance)
    actions.receive(call, edition=call.edition, by=cast.social.staff)
    with pytest.raises(Refused):
        actions.undo(call, edition=fresh(call).edition, reason="Zu spät", by=cast.housing.finance)


def test_a_payment_set_right_in_the_ledger__the_call_follows(cast):
    for receiver in cast.teams:
        giver = cast.other(receiver)
        call = making.ordered(cast, receiver)
        call = actions.receive(call, edition=call.edition, by=receiver.finance)
        ledger.agree(ledger.amend(call.delivery, on=making.DAY, amount=Decimal(1100), reason="Gebühr", by=receiver.staff), by=giver.staff)
        call = fresh(call)
        assert (call.state, call.amount, call.delivery.amount) == (State.RECEIVED, Decimal(1200), Decimal(1100))
        ledger.agree(ledger.cancel(call.delivery, reason="Kam nie an", by=receiver.staff), by=giver.staff)
        call = fresh(call)
        assert (call.state, call.delivery, call.ordered_by, call.received_by) == (State.RELEASED, None, None, None)
        call = actions.order(call, edition=call.edition, on=making.DAY, by=giver.finance)
        assert Contribution.objects.get(pk=call.contribution_id).delivered == Decimal(1200)


def test_each_step_takes_another_person__never_who_called(cast):
    """One person with every role on both sides is stopped at each step; the database says so, too."""
    making.with_papers(cast)
    for membership in [*cast.housing.staff.memberships.all(), *cast.social.staff.memberships.all()]:
        membership.roles = ["staff", "coordinator", "finance", "approver", "signatory"]
        membership.save()
    call = making.called(cast)
    call = actions.check_facts(call, edition=call.edition, by=cast.housing.staff)
    assert "andere Person" in rules.may_check_sums(cast.housing.staff, fresh(call)).reason
    call = actions.check_sums(call, edition=call.edition, by=cast.housing.finance)
    assert not rules.may_release(cast.housing.staff, fresh(call))
    call = actions.release(call, edition=call.edition, by=cast.housing.approver)
    assert not rules.may_order(cast.housing.staff, fresh(call))
    assert not rules.may_order(cast.housing.finance, fresh(call))
    assert rules.may_order(cast.housing.signatory, fresh(call))
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(arithmetic_by=cast.housing.staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(factual_by=cast.social.staff)


def test_sent_twice__is_one_call(cast):
    schedule = making.agreed(cast)
    first, second = (making.called(cast, schedule=schedule) for _ in range(2))
    assert first.pk == second.pk
    assert Call.objects.count() == 1
    with pytest.raises(Refused, match="bereits abgerufen"):
        actions.request(schedule.instalments.get(), need=making.need("600.00"), by=cast.social.staff)
    with pytest.raises(Refused, match="bereits abgerufen"):
        actions.request(schedule.instalments.get(), need=making.need(), by=cast.social.coordinator)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount": Decimal("-5.00")}, "nicht unter null"),
        ({"amount": Decimal("10.005")}, "volle Cent"),
        ({"amount": Decimal("0.00")}, "wie viel"),
        ({"planned": Decimal("-1.00")}, "nicht unter null"),
        ({"amount": Decimal("1200.01")}, "mehr kann nicht"),
        ({"ends_on": date(2026, 5, 1)}, "vor dem"),
        ({"spent": 101}, "0 und 100"),
    ],
)
def test_nonsense_is_refused(cast, changes, words):
    schedule = making.agreed(cast)
    with pytest.raises(Refused, match=words):
        actions.request(schedule.instalments.get(), need=making.need(**{"amount": "1200.00"} | changes), by=cast.social.staff)
    assert Call.objects.count() == 0


def test_never_more_than_granted__what_came_by_hand_counts(cast):
    schedule = making.agreed(cast, amounts=("600.00", "600.00"))
    contributions.delivered(cast, amount=Decimal(700), contribution=schedule.contribution)
    with pytest.raises(Refused, match="500,00"):
        making.called(cast, schedule=schedule)
    making.called(cast, schedule=schedule, amount="500.00")
    with pytest.raises(Refused, match="0,00"):
        making.called(cast, schedule=schedule, number=2)


def test_after_the_grant_no_longer_binds__nothing_is_called_or_paid(cast):
    schedule = making.agreed(cast, amounts=("600.00", "600.00"))
    making.with_papers(cast)
    call = making.called(cast, schedule=schedule)
    call = actions.check_facts(call, edition=call.edition, by=cast.housing.staff)
    Contribution.objects.filter(pk=call.contribution_id).update(state="lapsed", granted=0)
    with pytest.raises(Refused, match="nicht mehr"):
        actions.check_sums(call, edition=call.edition, by=cast.housing.coordinator)
    with pytest.raises(Refused, match="nicht mehr"):
        making.called(cast, schedule=schedule, number=2)
    assert actions.withdraw(call, edition=call.edition, by=cast.social.staff).state == State.WITHDRAWN


def test_blocked__until_the_paper_is_there(cast):
    call = making.checked(cast, condition="insurance")
    assert [each.key for each in blockers.of(fresh(call))] == ["exemption", "insurance"]
    with pytest.raises(Refused, match="Versicherung"):
        actions.release(call, edition=call.edition, by=cast.housing.approver)
    making.paper(cast.social)
    making.paper(cast.social, "insurance", until=date(2026, 5, 31))
    assert [each.key for each in blockers.of(fresh(call))] == ["insurance"]
    making.paper(cast.social, "insurance", until=date(2026, 6, 1))
    assert blockers.of(fresh(call)) == []
    assert actions.release(call, edition=call.edition, by=cast.housing.approver).state == State.RELEASED


def test_blocked__two_people_lift_it__each_with_a_comment(cast):
    making.paper(cast.social)
    call = making.checked(cast, condition="insurance")
    with pytest.raises(Refused, match="warum"):
        actions.lift(call, key="insurance", comment=" ", by=cast.housing.finance)
    actions.lift(call, key="insurance", comment="Liegt uns auf Papier vor.", by=cast.housing.finance)
    with pytest.raises(Refused, match="zweite"):
        actions.lift(call, key="insurance", comment="Noch einmal", by=cast.housing.finance)
    with pytest.raises(Refused):
        actions.lift(call, key="insurance", comment="Wir auch", by=cast.social.finance)
    assert not rules.is_free(fresh(call))
    lift = actions.lift(call, key="insurance", comment="Gesehen.", by=cast.housing.signatory)
    assert (lift.first_by, lift.second_by) == (cast.housing.finance, cast.housing.signatory)
    assert rules.is_free(fresh(call))
    assert [each.lifted for each in blockers.of(fresh(call))] == [True]
    assert actions.release(call, edition=call.edition, by=cast.housing.approver).state == State.RELEASED


def test_condition_nobody_can_answer__stands_in_the_way(cast):
    making.paper(cast.social)
    assert [each.key for each in blockers.of(fresh(making.called(cast, condition="interim")))] == ["condition"]
    assert [each.key for each in blockers.of(fresh(making.called(cast, condition="signed")))] == ["signature"]


def test_sent_back__corrected__and_everything_begins_anew(cast):
    call = making.checked(cast)
    call = actions.send_back(call, edition=call.edition, reason="Wofür genau?", by=cast.housing.approver)
    assert (call.state, call.factual_by, call.arithmetic_by) == (State.RETURNED, None, None)
    call = actions.correct(call, edition=call.edition, need=making.need("900.00", note="Nur die Bühne"), by=cast.social.coordinator)
    assert (call.state, call.amount) == (State.REQUESTED, Decimal(900))
    assert set(call.hands) == {cast.social.staff.pk, cast.social.coordinator.pk}
    keys = list(Letter.objects.filter(key__startswith="call:").values_list("to", flat=True))
    assert cast.social.staff.email in keys


def test_released_by_the_houses_own_rule__two_steps(cast):
    from partnerships.approval import actions as approval  # noqa: PLC0415
    from partnerships.approval import keeping  # noqa: PLC0415
    from partnerships.approval.keeping import RulePlan, StepPlan  # noqa: PLC0415

    plan = RulePlan(
        "call", (StepPlan("Leitung", ("approver",)), StepPlan("Geschäftsführung", ("signatory",))), amount_to=None, months_to=None
    )
    keeping.make_rule(cast.housing.org, plan, by=cast.housing.administrator)
    call = making.released(cast)
    assert call.state == State.RELEASING
    approval.approve(Release.objects.about(call).get(), by=cast.housing.signatory)
    call = fresh(call)
    assert (call.state, call.released_by) == (State.RELEASED, cast.housing.signatory)
    assert not rules.may_order(cast.housing.signatory, call)
    assert rules.may_order(cast.housing.finance, call)
    other = making.checked(cast)
    other = actions.release(other, edition=other.edition, by=cast.housing.approver)
    approval.refuse(Release.objects.about(other).get(), reason_shown="Erst nach dem Jahresabschluss", by=cast.housing.signatory)
    assert fresh(other).state == State.ARITHMETIC
