"""Every form that carries what its writer read: somebody else is quicker, nothing typed is lost, and sending once more is a decision."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django import forms
from django.urls import reverse

from partnerships.agreement.forms import SavedForm
from partnerships.base import clock
from partnerships.base.meanwhile import EditionForm, ReadForm, SeenForm
from projects.change import actions as changes
from projects.change import forms as change_forms
from projects.contribution import actions as contributions
from projects.contribution import asking, deliveries
from projects.contribution import forms as contribution_forms
from projects.funding import actions as calls
from projects.funding import forms as funding_forms
from projects.funding import schedules
from projects.funding.models import Call
from projects.goal import actions as goals
from projects.goal import forms as goal_forms
from projects.hours import actions as hours
from projects.hours import forms as hours_forms
from projects.limit import actions as limits
from projects.limit import forms as limit_forms
from projects.pot import actions as pots
from projects.pot import forms as pot_forms
from projects.project import actions as projects
from projects.project import forms as project_forms
from projects.proof import actions as proofs
from projects.proof import forms as proof_forms
from projects.rate import actions as rates
from projects.rate import forms as rate_forms
from projects.receipt import actions as receipts
from projects.receipt import forms as receipt_forms
from tests import quicker
from tests.once import post
from tests.paper import form_on
from tests.partnerships.meeting import stage
from tests.projects.contribution import making
from tests.projects.funding import making as funding_making
from tests.projects.pot.making import pot as make_pot
from tests.projects.proof import making as proof_making
from tests.projects.receipt import making as receipt_making
from tests.quicker import Case
from tests.test_permission_matrix import patterns

pytestmark = pytest.mark.django_db


def edit_project(cast) -> Case:
    project = projects.bring_in(partnership=cast.partnership, by=cast.social.staff, title="Treff", field_of_action="meeting_place")

    def meanwhile():
        projects.edit(project, edition=1, by=cast.housing.staff, title="Von den anderen", starts_on=date(2026, 12, 1))

    taken = {"starts_on": "2026-12-01"}
    return Case(cast.social.staff, reverse("project_edit", args=[project.pk]), {"title": "Von mir"}, meanwhile, "Von den anderen", taken)


def _goal(cast, *, valid=False):
    goal = goals.propose(partnership=cast.partnership, by=cast.social.coordinator, wording="Mehr Nachbarn kennen sich.")
    return goals.confirm(goal, edition=1, by=cast.housing.coordinator) if valid else goal


def reword_goal(cast) -> Case:
    goal = _goal(cast)

    def meanwhile():
        goals.reword(goal, edition=1, by=cast.housing.coordinator, wording="Viel mehr Nachbarn.", target=Decimal(60), unit="%")

    taken = {"target": "60", "unit": "%"}
    return Case(cast.social.staff, reverse("goal_edit", args=[goal.pk]), {"wording": "Alle."}, meanwhile, "Viel mehr Nachbarn.", taken)


def drop_the_goal(cast) -> Case:
    case = reword_goal(cast)
    return replace(case, who=cast.social.coordinator, url=case.url.replace("/edit/", "/drop/"), typed={"note": "Zu viel."}, taken={})


def close_goal(cast) -> Case:
    goal = _goal(cast, valid=True)

    def meanwhile():
        goals.ask_to_close(goal, edition=1, by=cast.housing.approver, closing_as="dropped", note="Kein Geld.")
        goals.keep(goal, edition=2, by=cast.social.approver, reason="Doch.")

    typed = {"closing_as": "reached", "note": "Geschafft."}
    return Case(cast.social.coordinator, reverse("goal_close", args=[goal.pk]), typed, meanwhile)


def keep_goal(cast) -> Case:
    goal = goals.ask_to_close(_goal(cast, valid=True), edition=1, by=cast.housing.approver, closing_as="dropped", note="Kein Geld.")

    def meanwhile():
        goals.keep(goal, edition=2, by=cast.social.approver, reason="Doch.")
        goals.ask_to_close(goal, edition=3, by=cast.housing.approver, closing_as="reached", note="Fertig.")

    return Case(cast.social.coordinator, reverse("goal_keep", args=[goal.pk]), {"note": "Weiter so."}, meanwhile, "Fertig.")


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

    url, typed = reverse("contribution_change", args=[contribution.pk]), {"reason": "Länger", "ends_on": "2099-01-01"}
    typed["ends_on"] = (contribution.ends_on + timedelta(days=60)).isoformat()
    return Case(cast.social.staff, url, typed, meanwhile, "Ein Fest im Herbst", {"purpose": "Ein Fest im Herbst"})


def change_limits(cast) -> Case:
    def meanwhile():
        limits.change(cast.social.org, days={"decide": 21, "answer": 14, "accept": 14}, by=cast.social.administrator)

    url = reverse("organisation_limits", args=[cast.social.org.pk])
    return Case(cast.social.coordinator, url, {"answer": "7"}, meanwhile, "21", {"decide": "21"})


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


def write_a_weekly_sheet(cast) -> Case:
    def week(monday: int) -> list:
        return [("J.W.", [Decimal(monday), *[Decimal(0)] * 6])]

    contribution = making.granted(cast, terms=making.hours())
    sheet = hours.begin(contribution, week=date(2026, 5, 20), lines=week(2), by=cast.housing.staff)

    def meanwhile():
        hours.edit(sheet, edition=sheet.edition, lines=week(3), by=cast.housing.coordinator)

    url, typed = reverse("sheet_edit", args=[sheet.pk]), {"who_1": "B.L.", "hours_1_0": "4"}
    return Case(cast.housing.staff, url, typed, meanwhile, "3", {"hours_0_0": "3"})


CASES = {
    **quicker.CASES,
    funding_forms.ScheduleEditForm: reword_schedule,
    funding_forms.CallEditForm: correct_call,
    funding_forms.ReasonForm: send_call_back,
    funding_forms.OrderForm: order_payment,
    project_forms.EditProjectForm: edit_project,
    goal_forms.RewordForm: reword_goal,
    goal_forms.DropForm: drop_the_goal,
    goal_forms.CloseForm: close_goal,
    goal_forms.KeepForm: keep_goal,
    asking.EditForm: edit_request,
    contribution_forms.DecideForm: decide,
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
    hours_forms.SheetForm: write_a_weekly_sheet,
}
# The check of a proof shows what was handed in, which never changes: only a second result can be quicker, and that is said by its rule.
ELSEWHERE = {
    proof_forms.CheckForm,
    proof_forms.GiveForm,
}


def all_forms(base=forms.BaseForm):
    for each in base.__subclasses__():
        yield each
        yield from all_forms(each)


def carriers() -> set:
    """Every form of ours that carries an edition or a fingerprint."""
    ours = [each for each in all_forms() if each.__module__.startswith(("partnerships.", "neighbourhoods.", "projects."))]
    return {each for each in ours if {"edition", "saves", "seen"} & set(each.base_fields)} - ELSEWHERE


def test_every_form_that_carries_what_was_read_uses_the_one_mechanism_and_is_tried_here():
    assert list(patterns())  # loads the forms of every slice
    found = carriers()
    assert [each for each in found if not issubclass(each, ReadForm)] == []
    assert found - {EditionForm, SeenForm, SavedForm} == set(CASES)


def sent_form(response, typed: dict) -> dict:
    """What a browser would send of the form that carries what was read and has the typed fields."""
    return form_on(response, *typed, any_of=("edition", "saves", "seen"))


@pytest.mark.parametrize("form_class", CASES, ids=lambda each: f"{each.__module__.split('.')[-2]}.{each.__name__}")
def test_somebody_else_is_quicker__nothing_is_lost__and_the_second_time_it_is_saved(client, cast, form_class):
    case = CASES[form_class](cast)
    client.force_login(case.who)
    opened = sent_form(client.get(case.opened or case.url), case.typed)
    case.meanwhile()

    first = post(client, case.url, opened | case.typed | case.anew)
    html = unescape(first.content.decode())
    assert first.status_code == 422
    assert case.sentence() in html
    assert case.newer in html
    shown = sent_form(first, case.typed) | case.anew
    assert {name: shown[name] for name in case.typed} == {name: [value] for name, value in case.typed.items()}
    expected = {name: value if isinstance(value, list) else [value] for name, value in case.taken.items()}
    assert {name: shown.get(name, []) for name in case.taken} == expected

    second = post(client, case.url, shown)
    assert second.status_code == 302, sent_form(second, case.typed)


@pytest.mark.parametrize(
    "make",
    [
        quicker.edit_partnership,
        quicker.edit_quarter,
        quicker.edit_figure,
        quicker.edit_member,
        edit_project,
        quicker.edit_meeting,
        quicker.edit_topic,
        quicker.edit_task,
    ],
)
def test_a_double_click__is_no_conflict_with_oneself(client, cast, make):
    case = make(cast)
    client.force_login(case.who)
    opened = sent_form(client.get(case.opened or case.url), case.typed) | case.typed | case.anew
    first, second = client.post(case.url, opened), client.post(case.url, opened)
    assert (first.status_code, second.status_code, second.url) == (302, 302, first.url)


@pytest.mark.parametrize("make", CASES.values())
def test_nonsense_instead_of_what_was_read__is_answered_like_an_older_one(client, cast, make):
    case = make(cast)
    client.force_login(case.who)
    opened = sent_form(client.get(case.opened or case.url), case.typed) | case.typed | case.anew
    nonsense = {name: ["x\x00:," * 3000] for name in ("edition", "saves", "seen", "shown") if name in opened}
    response = post(client, case.url, opened | nonsense)
    assert response.status_code == 422
    assert case.sentence() in unescape(response.content.decode())
    assert post(client, case.url, sent_form(response, case.typed) | case.anew).status_code == 302


# nothing is typed to confirm a delivery, and a word to a part of an agreement is sent from another page
@pytest.mark.parametrize("make", [each for each in CASES.values() if each not in (confirm_delivery, quicker.say_something)])
@pytest.mark.parametrize("overtaken", [False, True])
def test_after_the_session_ended__one_is_back_at_the_form__and_it_can_be_sent(client, cast, settings, make, overtaken):
    case = make(cast)
    client.force_login(case.who)
    opened = sent_form(client.get(case.opened or case.url), case.typed) | case.typed | case.anew
    del client.cookies[settings.SESSION_COOKIE_NAME]
    assert post(client, case.url, opened)["Location"].endswith(f"?next={case.url}")
    if overtaken:
        case.meanwhile()
    client.force_login(case.who)
    again = client.get(case.url)
    assert (case.sentence() in unescape(again.content.decode())) is overtaken
    shown = sent_form(again, case.typed) | case.anew
    assert {name: shown[name] for name in case.typed} == {name: [value] for name, value in case.typed.items()}
    assert post(client, case.url, shown).status_code == 302


BUTTONS = {
    "goal_confirm": (_goal, "housing.approver"),
    "goal_agree_to_close": (
        lambda cast: goals.ask_to_close(_goal(cast, valid=True), edition=1, by=cast.social.approver, closing_as="reached"),
        "housing.approver",
    ),
    "contribution_withdraw": (making.asked, "social.staff"),
    "contribution_accept": (
        lambda cast: contributions.grant_part(making.asked(cast), edition=1, amount=Decimal(5), by=cast.housing.approver),
        "social.staff",
    ),
    "delivery_take_back": (making.delivered, "housing.staff"),
    "meeting_send": (stage.written, "social.staff"),
    "meeting_release": (stage.sent, "social.coordinator"),
}


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_on_an_older_page__says_so_and_shows_the_page_as_it_is_now(client, cast, name):
    make, who = BUTTONS[name]
    thing, (team, seat) = make(cast), who.split(".")
    client.force_login(getattr(getattr(cast, team), seat))
    answer = client.post(reverse(name, args=[thing.pk]), {"edition": thing.edition + 5}, headers={"referer": "http://testserver/"})
    assert answer.url == thing.get_absolute_url()
    html = client.get(answer.url).content.decode()
    assert "Inzwischen gibt es eine neuere Fassung" in html
    assert type(thing).objects.get(pk=thing.pk).edition == thing.edition
