"""Every form that carries what its writer read: somebody else is quicker, nothing typed is lost, and sending once more is a decision."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django import forms
from django.urls import reverse

from neighbourhoods.quarter import actions as quarters
from neighbourhoods.quarter import forms as quarter_forms
from partnerships.addendum import actions as addenda
from partnerships.addendum import forms as addendum_forms
from partnerships.agreement import actions as agreements
from partnerships.agreement import forms as agreement_forms
from partnerships.agreement import signing, talks
from partnerships.amendment import forms as amendment_forms
from partnerships.approval import house_forms, keeping
from partnerships.base import clock
from partnerships.base.forms import EditionMixin
from partnerships.base.meanwhile import EditionForm, ReadForm, SeenForm, sentence
from partnerships.base.seen import fingerprint
from partnerships.deadline import actions as deadlines
from partnerships.deadline import forms as deadline_forms
from partnerships.glossary import actions as glossary
from partnerships.glossary import forms as glossary_forms
from partnerships.library import forms as library_forms
from partnerships.meeting import actions as meetings
from partnerships.meeting import forms as meeting_forms
from partnerships.meeting.shapes import Typed
from partnerships.membership import actions as members
from partnerships.membership import forms as member_forms
from partnerships.minutes import actions as minutes
from partnerships.minutes import forms as minutes_forms
from partnerships.organisation.models import Membership
from partnerships.partnership import actions as partnerships
from partnerships.partnership import forms as partnership_forms
from partnerships.passage import forms as passage_forms
from partnerships.series import actions as series_actions
from partnerships.series import forms as series_forms
from partnerships.task import actions as tasks
from partnerships.task import forms as task_forms
from partnerships.topic import actions as topic_actions
from partnerships.topic import forms as topic_forms
from projects.change import actions as changes
from projects.change import forms as change_forms
from projects.contribution import actions as contributions
from projects.contribution import deliveries
from projects.contribution import forms as contribution_forms
from projects.funding import actions as calls
from projects.funding import forms as funding_forms
from projects.funding import schedules
from projects.funding.models import Call
from projects.goal import actions as goals
from projects.goal import forms as goal_forms
from projects.limit import actions as limits
from projects.limit import forms as limit_forms
from projects.pot import actions as pots
from projects.pot import forms as pot_forms
from projects.project import actions as projects
from projects.project import forms as project_forms
from projects.receipt import actions as receipts
from projects.receipt import forms as receipt_forms
from tests.once import post
from tests.paper import form_on
from tests.partnerships.agreement import making as agreement_making
from tests.partnerships.amendment import making as amendment_making
from tests.partnerships.meeting import stage
from tests.partnerships.series import stage as series_stage
from tests.projects.contribution import making
from tests.projects.funding import making as funding_making
from tests.projects.pot.making import pot as make_pot
from tests.projects.receipt import making as receipt_making
from tests.test_permission_matrix import patterns

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Case:
    """Who opens which page and types what; what somebody else does meanwhile, and the words of it that are then on the page."""

    who: object
    url: str
    typed: dict
    meanwhile: Callable
    newer: str = ""
    taken: dict = field(default_factory=dict)


def edit_partnership(cast) -> Case:
    def meanwhile():
        fields = ["meeting_place"]
        partnerships.edit(cast.partnership, edition=1, title="Schneller", description="", fields_of_action=fields, by=cast.housing.staff)

    url = reverse("partnership_edit", args=[cast.partnership.pk])
    return Case(cast.social.staff, url, {"description": "Mein Text"}, meanwhile, "Schneller", {"title": "Schneller"})


def _quarter(cast):
    return quarters.add(
        name="Lindenhof", city="Auenstedt", partnerships=[cast.partnership], organisation=cast.social.org, by=cast.social.staff
    )


def edit_quarter(cast) -> Case:
    quarter = _quarter(cast)

    def meanwhile():
        words = {"name": "Lindenhof-Süd", "city": "Auenstedt", "description": "Alt", "streets": ""}
        quarters.edit(quarter, edition=1, by=cast.housing.staff, **words)

    return Case(cast.social.staff, reverse("quarter_edit", args=[quarter.pk]), {"description": "Neu"}, meanwhile, "Lindenhof-Süd")


def edit_figure(cast) -> Case:
    figure = quarters.add_figure(
        _quarter(cast), key="residents", value=Decimal(6400), reference_date=date(2026, 1, 1), source="Stadt", level="partners",
        by=cast.social.staff,
    )  # fmt: skip

    def meanwhile():
        words = {"key": "residents", "label": "", "unit": "", "reference_date": date(2026, 2, 1), "source": "Melderegister"}
        quarters.edit_figure(figure, edition=1, value=Decimal(6500), level="public", by=cast.social.coordinator, **words)

    taken = {"source": "Melderegister", "level": "public", "reference_date": "2026-02-01"}
    return Case(cast.social.staff, reverse("figure_edit", args=[figure.pk]), {"value": "6.600"}, meanwhile, "6.500", taken)


def edit_organisation(cast) -> Case:
    def meanwhile():
        members.edit(cast.social.org, by=cast.social.administrator, city="Neustadt", requires_second_factor=True)

    url, taken = reverse("organisation_edit", args=[cast.social.org.pk]), {"city": "Neustadt", "requires_second_factor": "on"}
    return Case(cast.social.administrator, url, {"mission": "Musik für alle"}, meanwhile, "Neustadt", taken)


def edit_member(cast) -> Case:
    membership = Membership.objects.get(person=cast.social.staff)

    def meanwhile():
        members.change_member(membership, by=cast.social.administrator, roles=["staff", "rooms"], function="Vertretung")

    url = reverse("membership_edit", args=[membership.pk])
    return Case(cast.social.administrator, url, {"function": "Teamleitung"}, meanwhile, "Vertretung", {"roles": ["staff", "rooms"]})


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
    return Case(cast.social.staff, url, {"money_amount": "1.100,00"}, meanwhile, "900,00 €", taken)


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
    return Case(cast.housing.finance, url, {"amount": "400,00"}, meanwhile, "450,00 €", taken)


def confirm_delivery(cast) -> Case:
    delivery = making.delivered(cast)

    def meanwhile():
        deliveries.correct(delivery, edition=1, on=date(2026, 4, 1), amount=Decimal(450), by=cast.housing.staff)

    return Case(cast.social.staff, reverse("delivery_confirm", args=[delivery.pk]), {}, meanwhile, "450,00 €")


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
    return Case(cast.social.staff, url, {"amount": "900,00"}, meanwhile, "1.100,00 €", taken)


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


def edit_meeting(cast) -> Case:
    meeting = stage.planned(cast, days=3)

    def meanwhile():
        plan = replace(stage.details(cast, days=3), title="Runder Tisch", place="Saal 2", people=())
        meetings.edit(meeting, details=plan, seen=meeting.fingerprint(), by=cast.housing.staff)

    url, taken = reverse("meeting_edit", args=[meeting.pk]), {"title": "Runder Tisch", "people": []}
    return Case(cast.social.staff, url, {"place": "Saal 1"}, meanwhile, "Saal 2", taken)


def wish(cast) -> Case:
    meeting = stage.sent(cast)

    def meanwhile():
        meetings.ask_change(meeting, edition=1, wish="Anders.", by=cast.housing.staff)
        meetings.send_for_release(meeting, edition=2, by=cast.housing.staff)

    return Case(cast.social.staff, reverse("meeting_change", args=[meeting.pk]), {"wish": "Bitte ab Mai."}, meanwhile)


def _addendum(cast):
    said = [addenda.Said("Es waren 40 Gäste.")]
    addendum = addenda.propose(stage.released(cast), reason="Zahl", said=said, by=cast.social.staff)

    def meanwhile():
        addenda.reword(addendum, reason="Zahl der Gäste", said=said, edition=1, by=cast.social.coordinator)

    return addendum, meanwhile


def reword_addendum(cast) -> Case:
    addendum, meanwhile = _addendum(cast)
    url, taken = reverse("addendum_edit", args=[addendum.pk]), {"reason": "Zahl der Gäste"}
    return Case(cast.housing.staff, url, {"whole": "Es waren 41 Gäste."}, meanwhile, "Zahl der Gäste", taken)


def decline_addendum(cast) -> Case:
    addendum, meanwhile = _addendum(cast)
    return Case(cast.housing.staff, reverse("addendum_decline", args=[addendum.pk]), {"reason": "Nein"}, meanwhile)


def _deadline(cast):
    deadline = deadlines.propose(cast.partnership, days=7, silence_counts=False, source="", by=cast.social.coordinator)

    def meanwhile():
        deadlines.reword(deadline, days=8, silence_counts=True, source="§ 8", edition=1, by=cast.social.signatory)

    return deadline, meanwhile


def reword_deadline(cast) -> Case:
    deadline, meanwhile = _deadline(cast)
    taken = {"source": "§ 8", "silence_counts": "on"}
    return Case(cast.housing.coordinator, reverse("deadline_edit", args=[deadline.pk]), {"days": "9"}, meanwhile, "§ 8", taken)


def decline_deadline(cast) -> Case:
    deadline, meanwhile = _deadline(cast)
    return Case(cast.housing.coordinator, reverse("deadline_decline", args=[deadline.pk]), {"reason": "Nein"}, meanwhile)


def _term(cast):
    term = glossary.propose(cast.partnership, word="Treff", common="Ein Raum.", by=cast.social.staff)

    def meanwhile():
        words = {"word": "Treff", "common": "Ein offener Raum.", "view": "", "forms": ""}
        glossary.reword(term, edition=1, by=cast.social.coordinator, **words)

    return term, meanwhile


def reword_term(cast) -> Case:
    term, meanwhile = _term(cast)
    taken = {"common": "Ein offener Raum."}
    return Case(cast.housing.staff, reverse("term_edit", args=[term.pk]), {"forms": "Treffs"}, meanwhile, "Ein offener Raum.", taken)


def decline_term(cast) -> Case:
    term, meanwhile = _term(cast)
    return Case(cast.housing.staff, reverse("term_decline", args=[term.pk]), {"reason": "Nein"}, meanwhile)


def edit_topic(cast) -> Case:
    item = meetings.add_topic(stage.planned(cast, days=3), title="Auslastung", by=cast.social.staff)

    def meanwhile():
        words = {"title": "Belegung", "purpose": "decision", "minutes": 10}
        meetings.edit_topic(item, seen=item.fingerprint(), by=cast.social.coordinator, **words)

    url = reverse("item_edit", args=[item.pk])
    return Case(cast.social.staff, url, {"minutes": "30"}, meanwhile, "Belegung", {"title": "Belegung", "purpose": "decision"})


def edit_decision(cast) -> Case:
    decision = stage.written(cast).decisions.get()

    def meanwhile():
        meetings.edit_decision(decision, text="Ab Mai.", reservation="", seen=decision.fingerprint(), by=cast.housing.staff)

    url, typed = reverse("decision_edit", args=[decision.pk]), {"reservation": "Aufsichtsrat"}
    return Case(cast.social.staff, url, typed, meanwhile, "Ab Mai.", {"text": "Ab Mai."})


def note_beside_a_topic(cast) -> Case:
    item = stage.written(cast).items.first()

    def meanwhile():
        texts = {item.pk: Typed("Erst den Vorstand fragen.", fingerprint(""), "")}
        minutes.write_notes(item.meeting, texts=texts, by=cast.social.coordinator)

    return Case(cast.social.staff, reverse("item_note", args=[item.pk]), {"text": "Bitte leise."}, meanwhile, "Erst den Vorstand fragen.")


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


def edit_task(cast) -> Case:
    task = stage.written(cast).tasks.get()

    def meanwhile():
        until = clock.today() + timedelta(days=20)
        tasks.edit(
            task, what="Plan verteilen", organisation=cast.social.org, until=until, seen=task.fingerprint(), by=cast.housing.staff
        )  # fmt: skip

    url, taken = reverse("task_edit", args=[task.pk]), {"who": f"o:{cast.social.org.pk}"}
    return Case(cast.social.staff, url, {"what": "Plan drucken"}, meanwhile, "Plan verteilen", taken)


def _rhythm(cast, **changes):
    return series_stage.terms(cast, first=clock.today() + timedelta(days=10), **changes)


def _proposal(cast):
    return series_actions.propose(cast.partnership, terms=_rhythm(cast), by=cast.social.staff)


def reword_series(cast) -> Case:
    series = _proposal(cast)

    def meanwhile():
        series_actions.reword(series, terms=_rhythm(cast, time=time(14, 30)), edition=1, by=cast.housing.staff)

    return Case(cast.social.staff, reverse("series_edit", args=[series.pk]), {"minutes": "90"}, meanwhile, "14:30", {"time": "14:30"})


def decline_series(cast) -> Case:
    series = _proposal(cast)

    def meanwhile():
        series_actions.reword(series, terms=_rhythm(cast, minutes=45), edition=1, by=cast.social.staff)

    return Case(cast.housing.staff, reverse("series_decline", args=[series.pk]), {"reason": "Es geht nicht."}, meanwhile)


def edit_stored_topic(cast) -> Case:
    topic = topic_actions.store(cast.partnership, title="Heizung", by=cast.social.staff)

    def meanwhile():
        words = {"title": "Heizung im Winter", "note": "", "purpose": "decision", "minutes": 10}
        topic_actions.edit(topic, edition=1, by=cast.social.coordinator, **words)

    url = reverse("topic_edit", args=[topic.pk])
    return Case(cast.social.staff, url, {"minutes": "30"}, meanwhile, "Heizung im Winter", {"purpose": "decision"})


def change_absence(cast) -> Case:
    start = clock.today() + timedelta(days=3)
    words = {"person": cast.social.staff, "starts_on": start, "ends_on": start + timedelta(days=4)}
    absence = keeping.enter_absence(cast.social.org, by=cast.social.staff, **words)

    def meanwhile():
        longer = {"starts_on": start, "ends_on": start + timedelta(days=9), "deputy": cast.social.coordinator}
        keeping.change_absence(absence, edition=1, by=cast.social.administrator, **longer)

    url, taken = reverse("absence_edit", args=[absence.pk]), {"deputy": str(cast.social.coordinator.pk)}
    typed = {"ends_on": (start + timedelta(days=5)).isoformat()}
    return Case(cast.social.staff, url, typed, meanwhile, "Klang coordinator", taken)


def _countered(agreement, by, body: str, *, edition: int = 1) -> None:
    words = amendment_making.reworded(agreement, "purpose", body)
    agreements.counter(agreement, edition=edition, wording=words, comment="Anders.", by=by)


def drop_the_agreement(cast) -> Case:
    agreement, url = agreement_making.offered(cast), "agreement_drop"

    def meanwhile():
        _countered(agreement, cast.housing.coordinator, "Sie treffen sich täglich.")

    return Case(
        cast.social.coordinator, reverse(url, args=[agreement.pk]), {"why": "money", "reason": "Kein Geld."}, meanwhile, "Gegenvorschlag"
    )


def reopen_the_agreement(cast) -> Case:
    agreement = agreement_making.agreed(cast)

    def meanwhile():
        signing.reopen(agreement, edition=1, parts=["purpose"], reason="Noch eins.", by=cast.housing.coordinator)
        _countered(agreement, cast.housing.coordinator, "Sie treffen sich täglich.")
        talks.agree(agreement, edition=2, by=cast.social.coordinator)

    typed = {"parts": "rooms", "reason": "Auch am Abend."}
    return Case(cast.social.coordinator, reverse("agreement_reopen", args=[agreement.pk]), typed, meanwhile)


def catch_up_with_an_amendment(cast) -> Case:
    agreement = amendment_making.in_force(cast)
    second = amendment_making.offered(cast, agreement, cast.housing, key="rooms", body="Auch am Abend.")
    amendment_making.signed(cast, agreement)

    def meanwhile():
        _countered(second, cast.social.coordinator, "Sie treffen sich täglich.")

    url = reverse("agreement_catch_up", args=[second.pk])
    return Case(cast.housing.coordinator, url, {"comment": "Beides zusammen."}, meanwhile, "Gegenvorschlag")


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

    return Case(cast.social.staff, reverse("receipt_strike", args=[receipt.pk]), {"reason": "Doppelt"}, meanwhile, "130,00 €")


CASES = {
    funding_forms.ScheduleEditForm: reword_schedule,
    funding_forms.CallEditForm: correct_call,
    funding_forms.ReasonForm: send_call_back,
    funding_forms.OrderForm: order_payment,
    agreement_forms.DropForm: drop_the_agreement,
    agreement_forms.ReopenForm: reopen_the_agreement,
    amendment_forms.CatchUpForm: catch_up_with_an_amendment,
    house_forms.AbsenceEditForm: change_absence,
    topic_forms.EditForm: edit_stored_topic,
    series_forms.RewordForm: reword_series,
    series_forms.DeclineForm: decline_series,
    partnership_forms.EditForm: edit_partnership,
    quarter_forms.EditForm: edit_quarter,
    quarter_forms.EditFigureForm: edit_figure,
    member_forms.OrganisationForm: edit_organisation,
    member_forms.MemberForm: edit_member,
    project_forms.EditProjectForm: edit_project,
    goal_forms.RewordForm: reword_goal,
    goal_forms.DropForm: drop_the_goal,
    goal_forms.CloseForm: close_goal,
    goal_forms.KeepForm: keep_goal,
    contribution_forms.EditForm: edit_request,
    contribution_forms.DecideForm: decide,
    contribution_forms.AnswerForm: answer,
    contribution_forms.CorrectForm: correct_delivery,
    contribution_forms.ConfirmForm: confirm_delivery,
    meeting_forms.PlanForm: edit_meeting,
    passage_forms.WishForm: wish,
    deadline_forms.RewordForm: reword_deadline,
    deadline_forms.DeclineForm: decline_deadline,
    glossary_forms.RewordForm: reword_term,
    glossary_forms.DeclineForm: decline_term,
    addendum_forms.RewordForm: reword_addendum,
    addendum_forms.DeclineForm: decline_addendum,
    meeting_forms.TopicForm: edit_topic,
    meeting_forms.DecisionForm: edit_decision,
    minutes_forms.NoteForm: note_beside_a_topic,
    pot_forms.PotEditForm: edit_pot,
    receipt_forms.EditForm: edit_receipt,
    receipt_forms.StrikeForm: strike_receipt,
    limit_forms.LimitsForm: change_limits,
    change_forms.ChangeForm: change_what_is_granted,
    task_forms.TaskForm: edit_task,
}
# They carry an edition and answer for it themselves. Texts are whole sheets: rows of clauses, tables and promises beside the form, which
# ReadForm does not compare, so that "who sends what stands there anyway" would be judged by the title alone. A signature is never sent a
# second time by itself: its tick is taken out. A word to a part is sent from the page of the agreement, one form for every part.
ELSEWHERE = {EditionMixin, agreement_forms.CounterForm, agreement_forms.SignForm, agreement_forms.TalkForm, library_forms.HeadForm}


def all_forms(base=forms.BaseForm):
    for each in base.__subclasses__():
        yield each
        yield from all_forms(each)


def carriers() -> set:
    """Every form of ours that carries an edition or a fingerprint."""
    ours = [each for each in all_forms() if each.__module__.startswith(("partnerships.", "neighbourhoods.", "projects."))]
    return {each for each in ours if {"edition", "seen"} & set(each.base_fields)} - ELSEWHERE


def test_every_form_that_carries_what_was_read_uses_the_one_mechanism_and_is_tried_here():
    assert list(patterns())  # loads the forms of every slice
    found = carriers()
    assert [each for each in found if not issubclass(each, ReadForm)] == []
    assert found - {EditionForm, SeenForm} == set(CASES)


def sent_form(response, typed: dict) -> dict:
    """What a browser would send of the form that carries what was read and has the typed fields."""
    return form_on(response, *typed, any_of=("edition", "seen"))


@pytest.mark.parametrize("form_class", CASES, ids=lambda each: f"{each.__module__.split('.')[-2]}.{each.__name__}")
def test_somebody_else_is_quicker__nothing_is_lost__and_the_second_time_it_is_saved(client, cast, form_class):
    case = CASES[form_class](cast)
    client.force_login(case.who)
    opened = sent_form(client.get(case.url), case.typed)
    case.meanwhile()

    first = post(client, case.url, opened | case.typed)
    html = unescape(first.content.decode())
    assert first.status_code == 422
    assert sentence() in html
    assert case.newer in html
    shown = sent_form(first, case.typed)
    assert {name: shown[name] for name in case.typed} == {name: [value] for name, value in case.typed.items()}
    expected = {name: value if isinstance(value, list) else [value] for name, value in case.taken.items()}
    assert {name: shown.get(name, []) for name in case.taken} == expected

    second = post(client, case.url, shown)
    assert second.status_code == 302, sent_form(second, case.typed)


@pytest.mark.parametrize(
    "make", [edit_partnership, edit_quarter, edit_figure, edit_member, edit_project, edit_meeting, edit_topic, edit_task]
)
def test_a_double_click__is_no_conflict_with_oneself(client, cast, make):
    case = make(cast)
    client.force_login(case.who)
    opened = sent_form(client.get(case.url), case.typed) | case.typed
    first, second = client.post(case.url, opened), client.post(case.url, opened)
    assert (first.status_code, second.status_code, second.url) == (302, 302, first.url)


@pytest.mark.parametrize("make", CASES.values())
def test_nonsense_instead_of_what_was_read__is_answered_like_an_older_one(client, cast, make):
    case = make(cast)
    client.force_login(case.who)
    opened = sent_form(client.get(case.url), case.typed) | case.typed
    nonsense = {name: ["x\x00:," * 3000] for name in ("edition", "seen", "shown") if name in opened}
    response = post(client, case.url, opened | nonsense)
    assert response.status_code == 422
    assert sentence() in unescape(response.content.decode())
    assert post(client, case.url, sent_form(response, case.typed)).status_code == 302


@pytest.mark.parametrize("make", [each for each in CASES.values() if each is not confirm_delivery])  # there nothing is typed
@pytest.mark.parametrize("quicker", [False, True])
def test_after_the_session_ended__one_is_back_at_the_form__and_it_can_be_sent(client, cast, settings, make, quicker):
    case = make(cast)
    client.force_login(case.who)
    opened = sent_form(client.get(case.url), case.typed) | case.typed
    del client.cookies[settings.SESSION_COOKIE_NAME]
    assert post(client, case.url, opened)["Location"].endswith(f"?next={case.url}")
    if quicker:
        case.meanwhile()
    client.force_login(case.who)
    again = client.get(case.url)
    assert (sentence() in unescape(again.content.decode())) is quicker
    shown = sent_form(again, case.typed)
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
