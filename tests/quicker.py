"""Somebody else is quicker: a case for each form of partnerships and quarters that carries what was read; see tests/test_meanwhile.py."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from decimal import Decimal

from django.urls import reverse

from neighbourhoods.quarter import actions as quarters
from neighbourhoods.quarter import forms as quarter_forms
from partnerships.addendum import actions as addenda
from partnerships.addendum import forms as addendum_forms
from partnerships.approval import house_forms, keeping
from partnerships.base import clock
from partnerships.base.meanwhile import sentence
from partnerships.base.seen import fingerprint
from partnerships.deadline import actions as deadlines
from partnerships.deadline import forms as deadline_forms
from partnerships.glossary import actions as glossary
from partnerships.glossary import forms as glossary_forms
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
from tests.partnerships.meeting import stage
from tests.partnerships.series import stage as series_stage


@dataclass(frozen=True)
class Case:
    """Who opens which page and types what; what somebody else does meanwhile, and the words of it that are then on the page."""

    who: object
    url: str
    typed: dict
    meanwhile: Callable
    newer: str = ""
    taken: dict = field(default_factory=dict)
    anew: dict = field(default_factory=dict)  # what is never sent a second time by itself
    sentence: Callable = sentence
    opened: str = ""  # the page the form stands on, where it is sent to another address


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


def edit_meeting_day(cast) -> Case:
    body = keeping.make_body(cast.social.org, name="Vorstand", by=cast.social.administrator)
    [one] = keeping.add_days(body, [(date(2026, 11, 19), date(2026, 10, 28), "")], by=cast.social.administrator)

    def meanwhile():
        words = {"meets_on": one.meets_on, "cut_off_on": date(2026, 10, 30), "topics": "Haushalt"}
        keeping.change_day(one, seen=one.fingerprint(), by=cast.social.administrator, **words)

    url, taken = reverse("decisionday_edit", args=[one.pk]), {"topics": "Haushalt", "cut_off_on": "2026-10-30"}
    return Case(cast.social.administrator, url, {"meets_on": "2026-11-26"}, meanwhile, "Haushalt", taken)


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


CASES = {
    house_forms.AbsenceEditForm: change_absence,
    house_forms.DayEditForm: edit_meeting_day,
    topic_forms.EditForm: edit_stored_topic,
    series_forms.RewordForm: reword_series,
    series_forms.DeclineForm: decline_series,
    partnership_forms.EditForm: edit_partnership,
    quarter_forms.EditForm: edit_quarter,
    quarter_forms.EditFigureForm: edit_figure,
    member_forms.OrganisationForm: edit_organisation,
    member_forms.MemberForm: edit_member,
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
    task_forms.TaskForm: edit_task,
}
