"""What a grant takes to be paid, once in each state: payment schedule, calls, papers, accounts, a file for the bank."""

from decimal import Decimal

from partnerships.base import clock
from projects.bank.models import BankAccount
from projects.bench.houses import Pair
from projects.certificate.models import Certificate
from projects.contribution.models import Contribution, Delivery
from projects.draft.models import Draft
from projects.funding.leftover import Leftover
from projects.funding.models import Call, Instalment, Schedule
from projects.payment.models import PaymentFile, PaymentLine
from projects.project.models import Project
from projects.rate.models import Rate

IBAN = "DE89370400440532013000"
AMOUNT = Decimal(100)
CALLS = list(Call.State.values)


def rows(pair: Pair, project: Project) -> None:
    """The housing side pays; and the mirror, so that both answer to a schedule."""
    accounts = {}
    for house in pair.houses:
        Rate.objects.get_or_create(
            organisation=house.organisation, kind="time", year=clock.today().year,
            defaults={"value": 52, "source": "Vollkosten", "as_of": clock.today(), "set_by": house.lead},
        )  # fmt: skip
        Draft.objects.create(organisation=house.organisation, partnership=pair.partnership, data={"title": "Fest"}, saved_by=house.lead)
        accounts[house.organisation.pk] = BankAccount.objects.create(
            organisation=house.organisation, holder=str(house.organisation), iban=IBAN, entered_by=house.lead
        )
        Certificate.objects.create(
            organisation=house.organisation, kind="exemption", issued_on=clock.today(), valid_until=clock.today(), entered_by=house.lead
        )
    for giver, receiver in (pair.houses, pair.houses[::-1]):
        contribution = _granted(pair, project, giver, receiver)
        calls = [_call(contribution, giver, receiver, number, state) for number, state in enumerate(CALLS, start=1)]
        _schedule(contribution, giver, receiver, Schedule.State.PROPOSED)
        Leftover.objects.create(
            contribution=contribution, partnership=pair.partnership, way=Leftover.Way.CARRY, amount=AMOUNT, until=clock.today(),
            reason="Es regnet.", proposed_by=receiver.lead, proposed_for=receiver.organisation, waits_for=giver.organisation,
        )  # fmt: skip
        released = next(call for call in calls if call.state == Call.State.RELEASED)
        by_whom = {"account": accounts[giver.organisation.pk], "made_by": giver.lead}
        file = PaymentFile.objects.create(organisation=giver.organisation, day=clock.today(), number=1, total=AMOUNT, **by_whom)
        PaymentLine.objects.create(file=file, call=released, account=accounts[receiver.organisation.pk], amount=AMOUNT, purpose="Fest")


def _granted(pair: Pair, project: Project, giver, receiver) -> Contribution:
    day = clock.today()
    total = AMOUNT * len(CALLS)
    return Contribution.objects.create(
        partnership=pair.partnership, project=project, giver=giver.organisation, receiver=receiver.organisation,
        giver_side=giver.organisation.kind, receiver_side=receiver.organisation.kind, kind="money", money_type="zuschuss",
        title="Fest im Hof", starts_on=day.replace(month=1, day=1), ends_on=day.replace(month=12, day=31),
        state=Contribution.State.DELIVERED, asked=total, offered=total, granted=total, delivered=2 * AMOUNT,
        asked_by=receiver.staff, decided_by=giver.lead, decided_at=clock.now(),
    )  # fmt: skip


def _schedule(contribution: Contribution, giver, receiver, state: str) -> Schedule:
    schedule = Schedule.objects.create(
        contribution=contribution, partnership=contribution.partnership, state=state, proposed_by=receiver.lead,
        proposed_for=receiver.organisation, waits_for=giver.organisation if state == Schedule.State.PROPOSED else None,
    )  # fmt: skip
    for number in range(1, len(CALLS) + 1):
        Instalment.objects.create(schedule=schedule, number=number, due_on=clock.today(), amount=AMOUNT)
    return schedule


def _call(contribution: Contribution, giver, receiver, number: int, state: str) -> Call:
    schedule = contribution.schedules.filter(state=Schedule.State.AGREED).first()
    schedule = schedule or _schedule(contribution, giver, receiver, Schedule.State.AGREED)
    delivery = None
    if state in Call.PAID:
        delivery = Delivery.objects.create(
            contribution=contribution, on=clock.today(), amount=AMOUNT, noted_by=giver.lead, noted_for=giver.organisation, of_call=True
        )
    return Call.objects.create(
        contribution=contribution, instalment=schedule.instalments.get(number=number), partnership=contribution.partnership,
        amount=AMOUNT, starts_on=clock.today(), ends_on=clock.today(), planned=AMOUNT, cash=Decimal(0), state=state,
        called_by=receiver.staff, hands=[receiver.staff.pk], delivery=delivery,
        released_at=clock.now() if state in (Call.State.RELEASED, *Call.PAID) else None,
    )  # fmt: skip
