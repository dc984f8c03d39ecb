"""Every form that carries what its writer read: somebody else is quicker, nothing typed is lost, and sending once more is a decision."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django import forms
from django.conf import settings
from django.urls import reverse

from partnerships.agreement.forms import SavedForm
from partnerships.base.meanwhile import EditionForm, ReadForm, SeenForm
from projects.contribution import actions as contributions
from projects.goal import actions as goals
from projects.goal import forms as goal_forms
from projects.hours import actions as hours
from projects.hours import forms as hours_forms
from projects.project import actions as projects
from projects.project import forms as project_forms
from projects.proof import forms as proof_forms
from tests import quicker, quicker_with_agreements, quicker_with_money
from tests.once import post, undone
from tests.paper import form_on
from tests.partnerships.meeting import stage
from tests.projects.contribution import making
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


def write_a_weekly_sheet(cast) -> Case:
    def week(monday: int) -> list:
        return [("J.W.", [Decimal(monday), *[Decimal(0)] * 6])]

    contribution = making.granted(cast, terms=making.hours())
    sheet = hours.begin(contribution, week=date(2026, 5, 20), lines=week(2), by=cast.housing.staff)

    def meanwhile():
        hours.edit(sheet, edition=sheet.edition, lines=week(3), by=cast.housing.coordinator)

    url, typed = reverse("sheet_edit", args=[sheet.pk]), {"who_1": "B.L.", "hours_1_0": "4"}
    return Case(cast.housing.staff, url, typed, meanwhile, taken={"hours_0_0": "3"})


CASES = {
    **quicker.CASES,
    **quicker_with_agreements.CASES,
    **quicker_with_money.CASES,
    project_forms.EditProjectForm: edit_project,
    goal_forms.RewordForm: reword_goal,
    goal_forms.DropForm: drop_the_goal,
    goal_forms.CloseForm: close_goal,
    goal_forms.KeepForm: keep_goal,
    hours_forms.SheetForm: write_a_weekly_sheet,
}
# nothing is typed to confirm a delivery, and a word to a part of an agreement is sent from another page
NOT_TYPED = (quicker_with_money.confirm_delivery, quicker_with_agreements.say_something)
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


def opened_by(client, case: Case) -> dict:
    """Who opens the page, and types."""
    client.force_login(case.who)
    return sent_form(client.get(case.opened or case.url), case.typed)


def somebody_else_is_quicker__nothing_is_lost__and_the_second_time_it_is_saved(client, case):
    opened = opened_by(client, case)
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


def a_double_click__is_no_conflict_with_oneself(client, case):
    opened = opened_by(client, case) | case.typed | case.anew
    first, second = client.post(case.url, opened), client.post(case.url, opened)
    assert (first.status_code, second.status_code, second.url) == (302, 302, first.url)


def nonsense_instead_of_what_was_read__is_answered_like_an_older_one(client, case):
    opened = opened_by(client, case) | case.typed | case.anew
    nonsense = {name: ["x\x00:," * 3000] for name in ("edition", "saves", "seen", "shown") if name in opened}
    response = post(client, case.url, opened | nonsense)
    assert response.status_code == 422
    assert case.sentence() in unescape(response.content.decode())
    assert post(client, case.url, sent_form(response, case.typed) | case.anew).status_code == 302


def after_the_session_ended__one_is_back_at_the_form__and_it_can_be_sent(client, case, *, overtaken=False):
    opened = opened_by(client, case) | case.typed | case.anew
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


def after_the_session_ended_and_somebody_was_quicker__it_is_said__and_it_can_be_sent(client, case):
    after_the_session_ended__one_is_back_at_the_form__and_it_can_be_sent(client, case, overtaken=True)


CLICKED_TWICE = (
    quicker.edit_partnership,
    quicker.edit_quarter,
    quicker.edit_figure,
    quicker.edit_member,
    edit_project,
    quicker.edit_meeting,
    quicker.edit_topic,
    quicker.edit_task,
)


def stories_of(make) -> list:
    """What is tried with a form."""
    stories = [
        somebody_else_is_quicker__nothing_is_lost__and_the_second_time_it_is_saved,
        nonsense_instead_of_what_was_read__is_answered_like_an_older_one,
    ]
    if make in CLICKED_TWICE:
        stories.append(a_double_click__is_no_conflict_with_oneself)
    if make not in NOT_TYPED:
        stories.append(after_the_session_ended__one_is_back_at_the_form__and_it_can_be_sent)
        stories.append(after_the_session_ended_and_somebody_was_quicker__it_is_said__and_it_can_be_sent)
    return stories


@pytest.mark.parametrize("form_class", CASES, ids=lambda each: f"{each.__module__.split('.')[-2]}.{each.__name__}")
def test_a_form_that_carries_what_was_read(client, cast, subtests, form_class):
    """What leads to the form is done once; each story begins there and is undone."""
    case = CASES[form_class](cast)
    for story in stories_of(CASES[form_class]):
        client.cookies.clear()
        with subtests.test(story.__name__), undone():
            story(client, case)


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
