"""Data for measuring: grants of money with plan, receipts and proofs."""

from datetime import timedelta
from decimal import Decimal

from partnerships.base import clock
from projects.bench.houses import House, Pair
from projects.contribution.models import Contribution
from projects.plan.models import Line, Plan
from projects.project.models import Project
from projects.proof.content import NARRATIVE, content_of, digest_of
from projects.proof.models import Proof, Reclaim, Submission
from projects.receipt.models import Receipt

DAY = timedelta(days=1)
RECEIPTS = 50


def proofs(pair: Pair, project: Project) -> None:
    """Both ways a grant with a plan and its receipts, proven in each state; nothing of it is handed out as a file."""
    today, now = clock.today(), clock.now()
    for giver, receiver in (pair.houses, pair.houses[::-1]):
        grant = Contribution.objects.create(
            partnership=pair.partnership, project=project, giver=giver.organisation, receiver=receiver.organisation,
            giver_side=giver.organisation.kind, receiver_side=receiver.organisation.kind, kind="money", money_type="zuschuss",
            title="Treff", starts_on=today - 300 * DAY, ends_on=today - DAY, state=Contribution.State.GRANTED,
            asked=Decimal(5000), offered=Decimal(5000), granted=Decimal(5000),
            asked_by=receiver.staff, decided_by=giver.lead, decided_at=now,
        )  # fmt: skip
        plan = Plan.objects.create(contribution=grant)
        lines = [Line(plan=plan, side="cost", key=key, amount=Decimal(1000)) for key in ("fees", "material", "rooms", "travel", "pr")]
        Line.objects.bulk_create([*lines, Line(plan=plan, side="income", key="partner", amount=Decimal(5000))])
        Receipt.objects.bulk_create(
            Receipt(
                contribution=grant, organisation=receiver.organisation, no=number, amount=Decimal(110), day=today - number * DAY,
                payee=f"Firma {number}", reason="Material", line=lines[number % 5], project=project, entered_by=receiver.staff,
            )
            for number in range(1, RECEIPTS + 1)
        )  # fmt: skip
        for number, state in enumerate(Proof.State.values, start=1):
            _proof(grant, state, number, giver, receiver)


def _proof(grant: Contribution, state: str, number: int, giver: House, receiver: House) -> None:
    today, handed_in = clock.today(), state not in Proof.UNDONE
    proof = Proof.objects.create(
        contribution=grant, partnership_id=grant.partnership_id, number=number, starts_on=grant.starts_on, ends_on=grant.ends_on,
        due_on=today + 20 * DAY, state=state, narrative=dict.fromkeys(NARRATIVE, "Gut so. " * 30),
        submitted_at=clock.now() if handed_in else None, kept_until=today if handed_in else None,
    )  # fmt: skip
    if handed_in:
        content = content_of(proof)
        Submission.objects.create(proof=proof, number=1, content=content, digest=digest_of(content), by=receiver.lead)
    if state == Proof.State.PART:
        Reclaim.objects.create(
            proof=proof, partnership_id=grant.partnership_id, amount=Decimal(10), reason="rest", text="Rest", due_on=today, answer_by=today,
            announced_by=giver.lead,
        )  # fmt: skip
