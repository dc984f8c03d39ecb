"""Data for measuring: pots with what is reserved in them, changes of what was granted."""

from datetime import timedelta
from decimal import Decimal

from partnerships.base import clock
from projects.bench.houses import House, Pair
from projects.change.models import Change
from projects.contribution.models import Contribution
from projects.pot.models import Pot, Reservation

EACH = Decimal(10)


def pots(pairs: list[Pair], house: House) -> None:
    """For each partnership a pot with one reservation; the first pot has a reservation of every partnership."""
    year = clock.today().year
    made = [
        Pot(organisation=house.organisation, year=year, name=f"Topf {number}", amount=Decimal(50000), reserved=EACH, may_overbook=True)
        for number in range(len(pairs))
    ]
    made[0].reserved = EACH * len(pairs)
    Pot.objects.bulk_create(made)
    given = {}
    for contribution in Contribution.objects.filter(giver=house.organisation, kind="money", state="confirmed").order_by("-pk"):
        given.setdefault(contribution.partnership_id, []).append(contribution)
    for pot, pair in zip(made, pairs, strict=True):
        into = [made[0], pot] if pot is not made[0] else [pot]
        Reservation.objects.bulk_create(
            Reservation(pot=each, contribution=contribution, year=year, amount=EACH, by=house.lead)
            for each, contribution in zip(into, given.get(pair.partnership.pk, []), strict=False)
        )


def changes(pair: Pair) -> None:
    """A change of a grant in each state, proposed by either side."""
    for giver, receiver in (pair.houses, pair.houses[::-1]):
        grants = Contribution.objects.filter(partnership=pair.partnership, giver=giver.organisation, state=Contribution.State.GRANTED)
        for contribution in grants[:1]:
            for state in Change.State.values:
                agreed = {"answered_by": giver.lead, "effective_on": clock.today()} if state == Change.State.AGREED else {}
                Change.objects.create(
                    contribution=contribution, partnership=pair.partnership, organisation=receiver.organisation, asked_by=receiver.lead,
                    reason="Es dauert.", ends_on=contribution.ends_on + timedelta(days=30), state=state, **agreed,
                )  # fmt: skip
