"""A payment schedule is both sides' or nobody's, and adds up to the cent."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.base.verdict import Refused
from projects.funding import rules, schedules
from projects.funding.models import Schedule
from projects.funding.presets import PRESETS, Line
from tests.projects.contribution import making as contributions
from tests.projects.funding import making

State = Schedule.State


@given(
    cents=st.integers(1, 99_999_999_999),
    start=st.integers(date(2020, 1, 1).toordinal(), date(2030, 12, 31).toordinal()),
    days=st.integers(0, 2000),
    preset=st.sampled_from(sorted(PRESETS)),
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_presets__add_up_to_the_cent_in_order(cents, start, days, preset):
    total = Decimal(cents) / 100
    found = PRESETS[preset](total, date.fromordinal(start), date.fromordinal(start + days))
    assert sum(line.amount for line in found) == total
    assert all(line.amount > 0 and line.amount == line.amount.quantize(Decimal("0.01")) for line in found)
    assert [line.due_on for line in found] == sorted(line.due_on for line in found)
    assert 1 <= len(found) <= 12


@pytest.mark.django_db
def test_proposed_by_either__agreed_by_the_other(cast):
    for receiver in cast.teams:
        giver = cast.other(receiver)
        schedule = making.proposed(cast, receiver, amounts=("900.00", "300.00"))
        assert (schedule.waits_for, schedule.both_agreed()) == (giver.org, False)
        assert not rules.may_agree(receiver.approver, schedule)
        assert not rules.may_agree(giver.staff, schedule)
        schedule = schedules.edit(schedule, edition=1, lines=making.lines("600.00", "600.00"), by=giver.finance)
        assert (schedule.edition, schedule.waits_for) == (2, receiver.org)
        with pytest.raises(Refused):
            schedules.agree(schedule, edition=1, by=receiver.coordinator)
        schedule = schedules.agree(schedule, edition=2, by=receiver.coordinator)
        assert (schedule.state, schedule.both_agreed(), len(schedule.yes_table())) == (State.AGREED, True, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (making.lines("600.00", "599.99"), "0,01"),
        (making.lines("600.00", "600.01"), "0,01"),
        (making.lines("1199.995", "0.005"), "Betrag"),
        (making.lines("1300.00", "-100.00"), "Betrag"),
        ([], "mindestens"),
        ([Line(date(2026, 5, 1), Decimal(600)), Line(date(2026, 4, 1), Decimal(600))], "Reihenfolge"),
        ([Line(date(2026, 5, 1), Decimal(1200), "nonsense")], "Bedingung"),
    ],
)
def test_what_does_not_add_up__is_refused(cast, lines, words):
    contribution = contributions.granted(cast)
    with pytest.raises(Refused, match=words):
        schedules.propose(contribution, lines=lines, by=cast.social.coordinator)
    assert not Schedule.objects.exists()


@pytest.mark.django_db
def test_a_newer_one__keeps_what_was_called(cast):
    schedule = making.agreed(cast, amounts=("600.00", "600.00"))
    call = making.called(cast, schedule=schedule, amount="500.00")
    with pytest.raises(Refused, match="abgerufen"):
        schedules.propose(schedule.contribution, lines=making.lines("400.00", "800.00"), by=cast.housing.finance)
    newer = schedules.propose(schedule.contribution, lines=making.lines("500.00", "300.00", "400.00"), by=cast.housing.finance)
    newer = schedules.agree(newer, edition=1, by=cast.social.coordinator)
    call.refresh_from_db()
    schedule.refresh_from_db()
    assert (call.instalment.schedule, schedule.state) == (newer, State.REPLACED)
    assert Schedule.objects.filter(contribution=schedule.contribution, state=State.AGREED).get() == newer


@pytest.mark.django_db
def test_not_before_both_agreed__nor_too_early(cast):
    schedule = making.proposed(cast)
    assert "beide Seiten" in rules.may_call(cast.social.staff, schedule.instalments.get()).reason
    contribution = contributions.granted(cast)
    late = schedules.propose(contribution, lines=[Line(date(2026, 11, 1), Decimal(1200))], by=cast.social.coordinator)
    late = schedules.agree(late, edition=1, by=cast.housing.finance)
    assert "20.09.2026" in rules.may_call(cast.social.staff, late.instalments.get()).reason


@pytest.mark.django_db
def test_only_money_that_is_granted(cast):
    rooms = contributions.granted(cast, terms=contributions.rooms())
    assert not rules.may_propose(cast.social.coordinator, rooms)
    asked = contributions.asked(cast)
    assert not rules.may_propose(cast.social.coordinator, asked)
