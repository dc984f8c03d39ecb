"""Of the world (world.py) what belongs to money and hours: pots, payment, receipts, proofs."""

from datetime import timedelta
from decimal import Decimal

from partnerships.base import clock
from projects.bank.models import BankAccount
from projects.certificate.models import Certificate
from projects.contribution.models import Contribution
from projects.funding.leftover import Leftover
from projects.funding.models import Call, Instalment, Schedule
from projects.payment.models import PaymentFile, PaymentLine
from projects.plan.models import Line, Plan
from projects.pot.models import Overbooking, Pot, Reservation
from projects.project.models import Project
from projects.proof.content import content_of, digest_of
from projects.proof.models import Proof, Reclaim, Submission
from projects.receipt.models import Receipt
from tests.cast import Cast

UNDECIDED = {"state": "asked", "offered": None, "granted": 0, "decided_by": None, "decided_at": None}


def given(cast: Cast, giver, year, amount, **words) -> Contribution:
    """Money of one house for the other, granted in full, where nothing else is said."""
    receiver = cast.other(giver)
    usual = {
        "partnership": cast.partnership, "giver": giver.org, "giver_side": giver.side, "receiver": receiver.org,
        "receiver_side": receiver.side, "kind": "money", "money_type": "zuschuss", "starts_on": year[0], "ends_on": year[1],
        "state": "granted", "asked": amount, "offered": amount, "granted": amount,
        "asked_by": receiver.staff, "decided_by": giver.approver, "decided_at": clock.now(),
    }  # fmt: skip
    return Contribution.objects.create(**usual | words)


def hours_of(cast: Cast, year) -> Contribution:
    """A promise of hours by the company."""
    hours = {"quantity": 10, "rate": 42, "offered_quantity": 10, "rate_source": "Vollkostensatz"}
    return given(cast, cast.housing, year, 420, kind="time", money_type="", title="Hausmeister", **hours)


def pot_of(cast: Cast, contribution: Contribution) -> dict:
    """A pot of the company, with something reserved in it and an overbooking that is asked for."""
    org, year = cast.housing.org, clock.today().year
    words = {"name": "Nachbarschaft", "amount": Decimal(600), "reserved": Decimal(500), "may_overbook": True}
    pot = Pot.objects.create(organisation=org, year=year, **words)
    return {
        "pot": pot,
        "reservation": Reservation.objects.create(
            pot=pot, contribution=contribution, year=year, amount=Decimal(500), by=cast.housing.approver
        ),
        "overbooking": Overbooking.objects.create(
            organisation=org, pot=pot, amount=Decimal(100), reason="Fest", asked_by=cast.housing.finance
        ),
    }


def funding_of(cast: Cast, year) -> dict:
    """A grant of the company: one payment schedule holds, another one is proposed; the first instalment was called. Account and paper."""
    social, housing, today = cast.social, cast.housing, clock.today()
    amount = Decimal(1000)
    contribution = given(cast, housing, year, amount, title="Fest")
    made = {}
    for state, waits_for in (("agreed", None), ("proposed", housing.org)):
        made[state] = Schedule.objects.create(
            contribution=contribution, partnership=cast.partnership, state=state, waits_for=waits_for,
            proposed_by=social.coordinator, proposed_for=social.org,
        )  # fmt: skip
        Instalment.objects.create(schedule=made[state], number=1, due_on=today, amount=amount)
    call = Call.objects.create(
        contribution=contribution, instalment=made["agreed"].instalments.get(), partnership=cast.partnership, amount=amount,
        starts_on=today, ends_on=today, planned=amount, cash=Decimal(0), called_by=social.staff, hands=[social.staff.pk],
    )  # fmt: skip
    accounts = {
        team.org.pk: BankAccount.objects.create(
            organisation=team.org, holder="Klang e.V.", iban="DE89370400440532013000", entered_by=team.finance
        )
        for team in cast.teams
    }
    file = PaymentFile.objects.create(
        organisation=housing.org, account=accounts[housing.org.pk], day=today, number=1, total=amount, made_by=housing.finance
    )
    PaymentLine.objects.create(file=file, call=call, account=accounts[social.org.pk], amount=amount, purpose="Fest")
    leftover = Leftover.objects.create(
        contribution=contribution, partnership=cast.partnership, way="carry", amount=amount, until=year[1] + timedelta(days=90),
        reason="Es regnet.", proposed_by=social.coordinator, proposed_for=social.org, waits_for=housing.org,
    )  # fmt: skip
    return {
        "leftover": leftover,
        "schedule": made["proposed"],
        "instalment": made["agreed"].instalments.get(),
        "call": call,
        "certificate": Certificate.objects.create(
            organisation=social.org, kind="exemption", issued_on=today, valid_until=today, entered_by=social.staff
        ),
        "bankaccount": accounts[social.org.pk],
        "paymentfile": file,
    }


def receipts_of(cast: Cast, project: Project, year) -> dict:
    """Money of the company with a plan, and what was paid with it."""
    grant = given(cast, cast.housing, year, Decimal(1000), project=project, title="Treff")
    plan = Plan.objects.create(contribution=grant)
    line = Line.objects.create(plan=plan, side="cost", key="fees", amount=Decimal(1000))
    Line.objects.create(plan=plan, side="income", key="partner", amount=Decimal(1000))
    receipt = Receipt.objects.create(
        contribution=grant, organisation=cast.social.org, no=1, amount=Decimal(1100), day=clock.today(), payee="Ada Weber", reason="Kurs",
        line=line, project=project, entered_by=cast.social.finance,
    )  # fmt: skip
    return {"contribution_receipts": grant, "receipt_create": grant, "receipt": receipt} | proofs_of(cast, grant)


def proofs_of(cast: Cast, grant: Contribution) -> dict:
    """One proof in each state that has pages of its own, all of one grant; an accepted one with a reclaim, and one without."""
    today, made = clock.today(), {}
    for number, state in enumerate(("planned", "doing", "review", "question", "agreed", "part"), start=1):
        handed_in = {"submitted_at": clock.now(), "kept_until": today} if number > 2 else {}
        proof = Proof.objects.create(
            contribution=grant,
            partnership=cast.partnership,
            number=number,
            starts_on=today,
            ends_on=today,
            due_on=today,
            state=state,
            **handed_in,
        )
        made[state] = proof
        if handed_in:
            content = content_of(proof)
            Submission.objects.create(proof=proof, number=1, content=content, digest=digest_of(content), by=cast.social.approver)
    reclaim = Reclaim.objects.create(
        proof=made["part"], partnership=cast.partnership, amount=Decimal(10), reason="rest", text="Rest", due_on=today, answer_by=today,
        announced_by=cast.housing.finance,
    )  # fmt: skip
    return {
        "proof": made["planned"], "proof_edit": made["doing"], "proof_give": made["doing"], "proof_file": made["agreed"],
        "proof_check": made["review"], "proof_answer": made["question"], "proof_reclaim": made["agreed"], "proof_write": made["review"],
        "proof_create": grant, "contribution_proof_rule": grant, "reclaim": reclaim,
    }  # fmt: skip
