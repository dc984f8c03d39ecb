"""Cases of test_meanwhile.py: somebody else is quicker with a request, its payment, its pot, its receipts or its proof."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse

from partnerships.base import clock
from projects.change import actions as changes
from projects.change import forms as change_forms
from projects.contribution import actions as contributions
from projects.contribution import asking, deliveries
from projects.contribution import forms as contribution_forms
from projects.examination import actions as examining
from projects.examination import forms as examination_forms
from projects.funding import actions as calls
from projects.funding import forms as funding_forms
from projects.funding import schedules
from projects.funding.models import Call
from projects.limit import actions as limits
from projects.limit import forms as limit_forms
from projects.pot import actions as pots
from projects.pot import forms as pot_forms
from projects.proof import actions as proofs
from projects.proof import forms as proof_forms
from projects.rate import actions as rates
from projects.rate import forms as rate_forms
from projects.receipt import actions as receipts
from projects.receipt import forms as receipt_forms
from tests.projects.contribution import making
from tests.projects.funding import making as funding_making
from tests.projects.pot.making import pot as make_pot
from tests.projects.proof import making as proof_making
from tests.projects.receipt import making as receipt_making
from tests.quicker import Case


def edit_request(cast) -> Case:
    contribution = making.asked(cast)

    def meanwhile():
        terms = making.money(amount=Decimal(900), title="Herbstfest")
        contributions.edit(contribution, edition=1, terms=terms, by=cast.social.coordinator)

    url, taken = reverse("contribution_edit", args=[contribution.pk]), {"title": "Herbstfest"}
    return Case(cast.social.staff, url, {"money_amount": "1.100,00"}, meanwhile, "900,00\u00a0€", taken)


def decide(cast) -> Case:
    case, contribution = edit_request(cast), contributions.Contribution.objects.get()
    url, typed = reverse("contribution_decide", args=[contribution.pk]), {"answer": "question", "question_text": "Wofür genau?"}
    return replace(case, who=cast.housing.approver, url=url, typed=typed, newer="Herbstfest", taken={})


def check_request(cast) -> Case:
    case, contribution = edit_request(cast), contributions.Contribution.objects.get()
    url, typed = reverse("contribution_examine", args=[contribution.pk]), {"answer": "missing", "text": "Der Plan fehlt."}
    return replace(case, who=cast.housing.staff, url=url, typed=typed, newer="Herbstfest", taken={})


def assess_request(cast) -> Case:
    contribution = making.asked(cast)
    examination = examining.check(contribution, edition=1, by=cast.housing.staff)

    def meanwhile():
        words = {"seen": examination.fingerprint(), "proposal": "part", "text": "Die Hälfte genügt."}
        examining.assess(contribution, by=cast.housing.coordinator, **words)

    url = reverse("contribution_examine", args=[contribution.pk])
    return Case(cast.housing.staff, url, {"proposal": "grant", "text": "Alles ist nötig."}, meanwhile, "Die Hälfte genügt.")


def answer(cast) -> Case:
    contribution = contributions.ask_back(making.asked(cast), edition=1, text="Wofür?", by=cast.housing.approver)

    def meanwhile():
        contributions.answer(contribution, edition=2, text="Für alle.", by=cast.social.coordinator)
        contributions.ask_back(contribution, edition=3, text="Und wann?", by=cast.housing.approver)

    return Case(cast.social.staff, reverse("contribution_answer", args=[contribution.pk]), {"text": "Im Mai."}, meanwhile, "Und wann?")


def correct_delivery(cast) -> Case:
    delivery = making.delivered(cast)

    def meanwhile():
        deliveries.correct(delivery, edition=1, on=date(2026, 4, 1), amount=Decimal(450), by=cast.housing.staff)

    url, taken = reverse("delivery_edit", args=[delivery.pk]), {"on": "2026-04-01"}
    return Case(cast.housing.finance, url, {"amount": "400,00"}, meanwhile, "450,00\u00a0€", taken)


def confirm_delivery(cast) -> Case:
    delivery = making.delivered(cast)

    def meanwhile():
        deliveries.correct(delivery, edition=1, on=date(2026, 4, 1), amount=Decimal(450), by=cast.housing.staff)

    return Case(cast.social.staff, reverse("delivery_confirm", args=[delivery.pk]), {}, meanwhile, "450,00\u00a0€")


def reword_schedule(cast) -> Case:
    schedule = funding_making.proposed(cast)

    def meanwhile():
        schedules.edit(schedule, edition=1, lines=funding_making.lines("700.00", "500.00"), by=cast.housing.finance)

    typed = {"note": "So passt es besser."}
    return Case(cast.social.coordinator, reverse("schedule_edit", args=[schedule.pk]), typed, meanwhile)


def correct_call(cast) -> Case:
    call = funding_making.called(cast)

    def meanwhile():
        calls.correct(call, edition=1, need=funding_making.need("1100.00", note="Bühne und Licht"), by=cast.social.coordinator)

    url, taken = reverse("call_edit", args=[call.pk]), {"note": "Bühne und Licht"}
    return Case(cast.social.staff, url, {"amount": "900,00"}, meanwhile, "1.100,00\u00a0€", taken)


def send_call_back(cast) -> Case:
    call = funding_making.called(cast)

    def meanwhile():
        calls.check_facts(call, edition=1, by=cast.housing.staff)

    return Case(cast.housing.approver, reverse("call_send_back", args=[call.pk]), {"reason": "Wofür genau?"}, meanwhile)


def order_payment(cast) -> Case:
    call = funding_making.released(cast)
    Call.objects.filter(pk=call.pk).update(released_at=clock.at(funding_making.DAY))

    def meanwhile():
        ordered = calls.order(call, edition=call.edition, on=funding_making.DAY, by=cast.housing.signatory)
        calls.undo(ordered, edition=ordered.edition, reason="Kam zurück.", by=cast.housing.signatory)

    url = reverse("call_order", args=[call.pk])
    return Case(cast.housing.finance, url, {"on": funding_making.DAY.isoformat()}, meanwhile)


def edit_pot(cast) -> Case:
    pot = make_pot(cast.housing)

    def meanwhile():
        pots.edit(pot, edition=1, amount=Decimal(6000), by=cast.housing.approver)

    url, typed = reverse("pot_edit", args=[pot.pk]), {"name": "Gute Nachbarschaft"}
    return Case(cast.housing.finance, url, typed, meanwhile, "6.000", {"amount": "6000,00"})


def change_what_is_granted(cast) -> Case:
    contribution = making.granted(cast)

    def meanwhile():
        words = {"reason": "Später", "purpose": "Ein Fest im Herbst"}
        change = changes.propose(contribution, edition=contribution.edition, by=cast.housing.approver, **words)
        changes.agree(change, edition=1, by=cast.social.coordinator)

    later = (contribution.ends_on + timedelta(days=60)).isoformat()
    url, typed = reverse("contribution_change", args=[contribution.pk]), {"reason": "Länger", "ends_on": later}
    return Case(cast.social.staff, url, typed, meanwhile, "Ein Fest im Herbst", {"purpose": "Ein Fest im Herbst"})


def change_limits(cast) -> Case:
    def meanwhile():
        limits.change(cast.social.org, days={"decide": 21, "answer": 14, "accept": 14}, by=cast.social.administrator)

    url = reverse("organisation_limits", args=[cast.social.org.pk])
    return Case(cast.social.coordinator, url, {"answer": "7"}, meanwhile, taken={"decide": "21"})


def change_rate(cast) -> Case:
    words = {"source": "Vollkosten", "as_of": clock.today()}
    rate = rates.enter(cast.housing.org, kind="time", year=2026, value=Decimal(52), by=cast.housing.finance, **words)

    def meanwhile():
        rates.change(rate, edition=1, value=Decimal(53), by=cast.housing.administrator, **words)

    url = reverse("rate_edit", args=[rate.pk])
    return Case(cast.housing.finance, url, {"source": "Gutachten"}, meanwhile, "53,00", {"value": "53,00"})


def edit_receipt(cast) -> Case:
    receipt = receipt_making.enter(receipt_making.grant(cast), cast.social.finance)

    def meanwhile():
        entry = receipt_making.entry(receipt.contribution, payee="Schneller", reason="Anders")
        receipts.edit(receipt, edition=1, entry=entry, by=cast.social.coordinator)

    url = reverse("receipt_edit", args=[receipt.pk])
    return Case(cast.social.staff, url, {"payee": "Meine"}, meanwhile, "Schneller", {"reason": "Anders"})


def strike_receipt(cast) -> Case:
    receipt = receipt_making.enter(receipt_making.grant(cast), cast.social.finance)

    def meanwhile():
        entry = receipt_making.entry(receipt.contribution, amount=Decimal(130))
        receipts.edit(receipt, edition=1, entry=entry, by=cast.social.coordinator)

    return Case(cast.social.staff, reverse("receipt_strike", args=[receipt.pk]), {"reason": "Doppelt"}, meanwhile, "130,00\u00a0€")


def write_proof(cast) -> Case:
    proof = proof_making.begun(cast)

    def meanwhile():
        narrative = proof.narrative | {"outlook": "Schneller"}
        proofs.edit(proof, edition=proof.edition, narrative=narrative, income={}, by=cast.social.coordinator)

    url = reverse("proof_edit", args=[proof.pk])
    return Case(cast.social.staff, url, {"aims": "Meine"}, meanwhile, "Schneller", {"outlook": "Schneller"})


CASES = {
    funding_forms.ScheduleEditForm: reword_schedule,
    funding_forms.CallEditForm: correct_call,
    funding_forms.ReasonForm: send_call_back,
    funding_forms.OrderForm: order_payment,
    asking.EditForm: edit_request,
    contribution_forms.DecideForm: decide,
    examination_forms.CheckForm: check_request,
    examination_forms.AssessForm: assess_request,
    contribution_forms.AnswerForm: answer,
    contribution_forms.CorrectForm: correct_delivery,
    contribution_forms.ConfirmForm: confirm_delivery,
    pot_forms.PotEditForm: edit_pot,
    receipt_forms.EditForm: edit_receipt,
    receipt_forms.StrikeForm: strike_receipt,
    limit_forms.LimitsForm: change_limits,
    rate_forms.RateEditForm: change_rate,
    change_forms.ChangeForm: change_what_is_granted,
    proof_forms.ProofForm: write_proof,
}
