"""What follows a proof: money is reclaimed, once only, the rest decided about, the final instalment called."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.todo.registry import todos_of
from projects.contribution import deliveries
from projects.contribution.models import Contribution
from projects.funding import leftovers, schedules
from projects.funding.presets import Line
from projects.ledger import actions as ledger
from projects.proof import actions, reclaims
from projects.proof.models import Proof, Reclaim
from tests.projects.proof import making
from tests.projects.receipt import making as receipt_making

State = Proof.State


@pytest.fixture(autouse=True)
def _place_and_time(settings, tmp_path):
    settings.MEDIA_ROOT, settings.EXPORT_DIR = tmp_path / "media", tmp_path / "exports"
    with clock.travel(clock.at(making.LATER, 16)):
        yield


def test_reclaim__hearing_then_paid_back(cast):
    team = cast.housing
    giver = cast.other(team)
    reclaim = making.reclaimed(cast, team)
    with pytest.raises(Refused, match="antworten"):
        reclaims.fix_reclaim(reclaim, by=giver.finance)
    with pytest.raises(Refused, match="noch offen"):
        actions.close(reclaim.proof, by=giver.finance)
    reclaim = reclaims.answer_reclaim(reclaim, wish="pay", text="", by=team.staff)
    with pytest.raises(Refused, match="nicht darum gebeten"):
        reclaims.offset_reclaim(reclaim, by=giver.finance)
    reclaim = reclaims.fix_reclaim(reclaim, by=giver.finance)
    reclaim = reclaims.repay_reclaim(reclaim, by=team.finance)
    assert reclaims.confirm_reclaim(reclaim, by=giver.finance).state == Reclaim.State.PAID
    grant = Contribution.objects.get(pk=reclaim.proof.contribution_id)
    assert (grant.confirmed, reclaim.rebooking.sort) == (Decimal(29_600), "return")
    assert actions.close(Proof.objects.get(pk=reclaim.proof_id), by=giver.finance).state == State.CLOSED
    assert reclaims.offset_reclaim(making.heard(cast, wish="offset"), by=cast.housing.finance).is_settled


@pytest.mark.parametrize("amount", ["0", "-1", "30000.01"])
def test_reclaim__never_more_than_came(cast, amount):
    proof = making.in_part(cast)
    words = {"reason": "rest", "text": "Rest", "answer_by": date(2027, 3, 1), "due_on": date(2027, 3, 2)}
    with pytest.raises(Refused):
        reclaims.announce(proof, amount=Decimal(amount), by=cast.housing.finance, **words)


def test_reclaim__the_row_of_the_ledger_answers_it__declined_it_is_due_again(cast):
    reclaim = making.repaid(cast)
    ledger.decline(reclaim.rebooking, by=cast.housing.finance)
    reclaim = Reclaim.objects.get(pk=reclaim.pk)
    assert (reclaim.state, reclaim.rebooking, reclaim.paid_on) == (Reclaim.State.SET, None, None)
    reclaim = reclaims.take_back_reclaim(reclaims.repay_reclaim(reclaim, by=cast.social.finance), by=cast.social.staff)
    reclaim = reclaims.deny_reclaim(reclaims.repay_reclaim(reclaim, by=cast.social.finance), by=cast.housing.finance)
    assert reclaim.state == Reclaim.State.SET
    reclaim = reclaims.repay_reclaim(reclaim, by=cast.social.finance)
    ledger.agree(reclaim.rebooking, by=cast.housing.staff)
    assert Reclaim.objects.get(pk=reclaim.pk).state == Reclaim.State.PAID
    assert Contribution.objects.get(pk=reclaim.proof.contribution_id).confirmed == Decimal(29_600)


def test_rest__is_never_asked_back_twice(cast):
    """By a reclaim of the giver and by a joint decision: each knows the other."""
    proof = making.in_part(cast)
    grant, giver = proof.contribution, cast.housing.finance
    rest = {"way": "back", "amount": Decimal(29_900), "until": date(2027, 4, 1), "reason": "Nicht gebraucht."}
    claim = {"reason": "rest", "text": "Rest", "answer_by": clock.today(), "due_on": date(2027, 3, 2), "by": giver}
    with pytest.raises(Refused, match="nichts mehr ausgegeben"):
        leftovers.propose(grant, by=cast.social.finance, **rest | {"way": "carry", "until": date(2027, 12, 31)})
    decided = leftovers.propose(grant, by=cast.social.finance, **rest)
    with pytest.raises(Refused, match="Vorschlag"):
        reclaims.announce(proof, amount=Decimal(100), **claim)
    decided = leftovers.agree(decided, edition=1, by=giver)
    with pytest.raises(Refused, match="gemeinsam"):
        leftovers.propose(grant, by=cast.social.finance, **rest)
    with pytest.raises(Refused, match="höchstens 100,00"):
        reclaims.announce(proof, amount=Decimal("100.01"), **claim)
    reclaim = reclaims.announce(proof, amount=Decimal(100), **claim)
    reclaim = reclaims.fix_reclaim(reclaims.answer_reclaim(reclaim, wish="pay", text="", by=cast.social.staff), by=giver)
    with clock.travel(clock.at(making.LATER, 17)):
        reclaims.confirm_reclaim(reclaims.repay_reclaim(reclaim, by=cast.social.finance), by=giver)
    assert leftovers.outstanding(grant) == Decimal(29_900)
    for amount, missing in ((29_800, 100), (100, 0)):
        back = ledger.give_back(grant, on=clock.today(), amount=Decimal(amount), reason="Rest", by=cast.social.finance)
        with clock.travel(clock.at(making.LATER, 18)):
            ledger.agree(back, by=giver)
        asked = [todo.url for todo in todos_of(cast.social.finance)["me"]]
        assert (leftovers.outstanding(grant), decided.get_absolute_url() in asked) == (missing, bool(missing))
    assert Contribution.objects.get(pk=grant.pk).confirmed == 0
    other = making.reclaimed(cast, cast.housing).proof.contribution
    with pytest.raises(Refused, match="Rückforderung"):
        leftovers.propose(other, by=cast.housing.finance, **rest)


def test_final_instalment__is_called_when_the_proof_is_accepted(client, cast):
    """Withheld far beyond its day: asked of the receiver the moment the proof is accepted, on the proof's own page."""
    with clock.travel(clock.at(date(2026, 2, 1), 8)):
        grant = receipt_making.grant(cast)
        lines = [Line(date(2026, 2, 1), Decimal(27_000)), Line(date(2027, 6, 30), Decimal(3_000), "proof")]
        schedule = schedules.propose(grant, lines=lines, by=cast.social.coordinator)
        schedules.agree(schedule, edition=1, by=cast.housing.coordinator)
        delivery = deliveries.deliver(grant, on=date(2026, 2, 1), amount=Decimal(27_000), by=cast.housing.finance)
        deliveries.confirm(delivery, edition=delivery.edition, by=cast.social.coordinator)
    with clock.travel(clock.at(date(2026, 12, 30), 9)):
        receipt_making.spend_all(Contribution.objects.get(pk=grant.pk), cast.social.staff)
    proof = making.checking(cast, proof=making.submitted(cast, proof=making.written(cast, grant=Contribution.objects.get(pk=grant.pk))))
    client.force_login(cast.social.finance)
    call = reverse("instalment_call", args=[schedule.instalments.get(number=2).pk])
    assert client.get(call).status_code == 302
    actions.accept(proof, edition=proof.edition, marks=making.YES, by=cast.housing.finance)
    assert call in client.get(proof.get_absolute_url()).content.decode()
    assert call in [todo.url for todo in todos_of(cast.social.finance)["me"]]
    assert client.get(call).status_code == 200
