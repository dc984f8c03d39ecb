"""Projects: brought in, edited, moved, listed; alike from either side."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from neighbourhoods.quarter.models import Quarter
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.partnership.models import Partnership
from projects.project import actions
from projects.project.models import Project
from tests.cast import make_partnership
from tests.once import post

LIST_QUERIES = 7  # session, person, standing, count, rows, partnerships and quarters to choose from


def bring_in(cast, by, **more) -> Project:
    return actions.bring_in(
        **{"partnership": cast.partnership, "by": by, "title": "Treff Lindenhof", "field_of_action": "meeting_place"} | more
    )


def verbs(project) -> list[str]:
    return list(Entry.objects.about(project).order_by("at", "id").values_list("verb", flat=True))


@pytest.fixture
def quarter(cast) -> Quarter:
    quarter = Quarter.objects.create(name="Lindenhof", city="Auenstedt", brought_in_by=cast.social.org)
    quarter.partnerships.add(cast.partnership)
    return quarter


def test_project__brought_in__by_either_side_with_its_own_person(cast, quarter):
    for team in cast.teams:
        project = bring_in(cast, team.staff, responsible=team.coordinator, quarters=[quarter])
        assert (project.state, project.organisation, project.edition) == ("idea", team.org, 1)
        assert project.responsible(team.side) == team.coordinator
        assert project.responsible(cast.other(team).side) is None
        assert list(project.quarters.all()) == [quarter]
        assert verbs(project) == ["project.brought_in"]


def test_project__responsible__is_never_a_person_of_the_other_side(cast):
    for team in cast.teams:
        for stranger in (cast.other(team).coordinator, cast.outsider.coordinator, cast.observer.reader):
            with pytest.raises(Refused):
                bring_in(cast, team.staff, responsible=stranger)
        project = bring_in(cast, team.staff, responsible=team.staff)
        actions.edit(project, edition=1, by=cast.other(team).staff, responsible=cast.other(team).coordinator)
        project.refresh_from_db()
        assert project.responsible(team.side) == team.staff
        assert project.responsible(cast.other(team).side) == cast.other(team).coordinator
        assert verbs(project) == ["project.brought_in", "project.named"]


@pytest.mark.parametrize("seat", ["reader", "administrator"])
def test_project__brought_in__not_by_who_only_reads_or_administers(cast, seat):
    for team in cast.teams:
        with pytest.raises(Refused):
            bring_in(cast, getattr(team, seat))
    for stranger in (cast.outsider.coordinator, cast.observer.reader):
        with pytest.raises(Refused):
            bring_in(cast, stranger)
    assert not Project.objects.exists()


def test_project__edited__tells_old_and_new_values(cast, quarter):
    for team in cast.teams:
        project = bring_in(cast, team.staff, starts_on=date(2027, 1, 1))
        project = actions.edit(project, edition=1, by=cast.other(team).staff, title="Treff", starts_on=date(2027, 2, 1), quarters=[quarter])
        assert project.edition == 2
        line = Entry.objects.about(project).get(verb="project.changed")
        assert line.data["changes"] == {
            "title": ["Treff Lindenhof", "Treff"],
            "starts_on": ["2027-01-01", "2027-02-01"],
            "quarters": [[], ["Lindenhof"]],
        }
        assert {(change["old"], change["new"]) for change in line.changes} == {
            ("Treff Lindenhof", "Treff"),
            ("01.01.2027", "01.02.2027"),
            ("–", "Lindenhof"),
        }
        project.refresh_from_db()
        assert (project.title, project.starts_on, list(project.quarters.all())) == ("Treff", date(2027, 2, 1), [quarter])


def test_project__edited__without_a_difference_writes_nothing(cast):
    project = bring_in(cast, cast.social.staff)
    actions.edit(project, edition=1, by=cast.housing.staff, title=project.title)
    project.refresh_from_db()
    assert (project.edition, verbs(project)) == (1, ["project.brought_in"])


def test_project__edited__a_stale_edition_is_refused(cast):
    project = bring_in(cast, cast.social.staff)
    actions.edit(project, edition=1, by=cast.housing.staff, title="Zuerst")
    with pytest.raises(Refused):
        actions.edit(project, edition=1, by=cast.social.staff, title="Danach")
    project.refresh_from_db()
    assert project.title == "Zuerst"


def test_project__edited__term_and_quarters_must_fit(cast):
    project = bring_in(cast, cast.social.staff, starts_on=date(2027, 1, 1))
    foreign = Quarter.objects.create(name="Fremd", city="Anderswo", brought_in_by=cast.outsider.org)
    with pytest.raises(ValidationError):
        actions.edit(project, edition=1, by=cast.social.staff, ends_on=date(2026, 1, 1))
    with pytest.raises(ValidationError):
        actions.edit(project, edition=1, by=cast.social.staff, quarters=[foreign])
    project.refresh_from_db()
    assert (project.edition, project.ends_on, project.quarters.count()) == (1, None, 0)


def test_project__moves__by_either_side(cast):
    today = clock.today()
    for team in cast.teams:
        for by in (team.coordinator, cast.other(team).approver, team.signatory):
            project = bring_in(cast, team.staff, ends_on=today + timedelta(days=99))
            project = actions.start(project, by=by)
            assert (project.state, project.starts_on) == ("running", today)
            project = actions.end(project, by=by, note="Es lief gut.")
            assert (project.state, project.ends_on) == ("ended", today)
            project = actions.resume(project, by=by)
            assert (project.state, project.ends_on) == ("running", None)
            assert verbs(project) == ["project.brought_in", "project.started", "project.ended", "project.resumed"]


def test_project__given_up_and_resumed(cast):
    for team in cast.teams:
        project = bring_in(cast, team.staff)
        with pytest.raises(ValidationError):
            actions.drop(project, by=cast.other(team).coordinator, reason=" ")
        project = actions.drop(project, by=cast.other(team).coordinator, reason="Kein Raum.")
        assert project.state == "dropped"
        assert actions.resume(project, by=team.coordinator).state == "running"


def test_project__moves__only_from_the_states_of_the_table(cast):
    steps = {
        "start": actions.start,
        "end": actions.end,
        "resume": actions.resume,
        "drop": lambda p, by: actions.drop(p, by=by, reason="Nein."),
    }
    for state in Project.State:
        for verb, step in steps.items():
            project = bring_in(cast, cast.social.staff)
            Project.objects.filter(pk=project.pk).update(state=state)
            project.refresh_from_db()
            if state in Project.move_named(verb).sources:
                assert step(project, by=cast.housing.coordinator).state == Project.move_named(verb).target
            else:
                with pytest.raises(Refused):
                    step(project, by=cast.housing.coordinator)


@pytest.mark.parametrize("seat", ["staff", "finance", "reader", "administrator"])
def test_project__moves__take_a_decider(cast, seat):
    for team in cast.teams:
        project = bring_in(cast, cast.social.staff)
        with pytest.raises(Refused):
            actions.start(project, by=getattr(team, seat))


def test_project__in_an_ended_partnership__is_read_only(cast):
    project = bring_in(cast, cast.social.staff)
    Partnership.objects.update(state=Partnership.State.ENDED, ended_on=clock.today())
    project = Project.objects.get()
    for call in (
        lambda: actions.start(project, by=cast.social.coordinator),
        lambda: actions.edit(project, edition=1, by=cast.social.coordinator, title="Neu"),
        lambda: bring_in(cast, cast.social.coordinator, partnership=Partnership.objects.get()),
    ):
        with pytest.raises(Refused):
            call()


# pages


def url(verb: str, project: Project) -> str:
    return reverse(f"project_{verb}", args=[project.pk])


def typed(**more) -> dict:
    return {"title": "Treff", "field_of_action": "garden", "description": "Für alle."} | more


def test_project_create__the_same_form_twice_makes_one(client, cast, quarter):
    client.force_login(cast.housing.staff)
    person = cast.housing.coordinator
    data = typed(once=uuid4(), starts_on="01.02.2027", quarters=[quarter.pk], responsible=person.pk)
    first, second = (client.post(reverse("project_create"), data) for _ in range(2))
    project = Project.objects.get()
    assert first["Location"] == second["Location"] == project.get_absolute_url()
    assert (project.starts_on, project.responsible_housing) == (date(2027, 2, 1), person)
    assert client.get(project.get_absolute_url()).status_code == 200


def test_project_create__asks_in_which_partnership_where_there_are_several(client, cast):
    second = make_partnership(cast.social, cast.housing, title="Zweite")
    client.force_login(cast.social.staff)
    assert "In welcher Partnerschaft?" in client.get(reverse("project_create")).content.decode()
    chosen = client.get(reverse("project_create") + f"?partnership={second.pk}")
    assert chosen.context["partnership"] == second
    assert post(client, reverse("project_create"), typed(partnership=second.pk)).status_code == 302
    assert Project.objects.get().partnership == second


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", ""),
        ("title", "x" * 161),
        ("title", "a\x07b"),
        ("field_of_action", "nonsense"),
        ("starts_on", "32.13.2027"),
        ("ends_on", "2026-12-31"),
        ("description", "x" * 8001),
        ("responsible", "nonsense"),
        ("quarters", "nonsense"),
    ],
)
def test_project_create__bad_input_is_told_at_the_field_and_nothing_is_lost(client, cast, field, text):
    client.force_login(cast.social.staff)
    response = post(
        client, reverse("project_create"), {"title": "Treff", "starts_on": "2027-01-01", "field_of_action": "garden"} | {field: text}
    )
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert 'value="2027-01-01"' in response.content.decode() or field == "starts_on"
    assert not Project.objects.exists()


def test_project_create__the_other_sides_person_is_not_a_choice(client, cast):
    client.force_login(cast.social.staff)
    response = post(client, reverse("project_create"), typed(responsible=cast.housing.coordinator.pk))
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["responsible"])


def test_project_edit__stale_edition_tells_and_keeps_what_was_typed(client, cast):
    project = bring_in(cast, cast.social.staff)
    actions.edit(project, edition=1, by=cast.social.staff, title="Von den anderen")
    client.force_login(cast.housing.coordinator)
    response = client.post(url("edit", project), typed(title="Von mir", edition=1))
    text = response.content.decode()
    assert response.status_code == 422
    assert "Von mir" in text
    assert "Von den anderen" in text
    assert 'name="edition" value="2"' in text
    assert client.post(url("edit", project), typed(title="Von mir", edition=2)).status_code == 302
    project.refresh_from_db()
    assert (project.title, project.edition) == ("Von mir", 3)


def test_project_pages__outsider_404_observer_reads_running_ones(client, cast):
    project = bring_in(cast, cast.social.staff)
    client.force_login(cast.outsider.coordinator)
    for verb in ("detail", "edit", "end", "drop"):
        assert client.get(url(verb, project)).status_code == 404
    client.force_login(cast.observer.reader)
    assert client.get(url("detail", project)).status_code == 404
    actions.start(project, by=cast.social.coordinator)
    assert client.get(url("detail", project)).status_code == 200
    assert "Das können nur die Beteiligten" in client.get(url("edit", project), follow=True).content.decode()


def test_project_moves__by_buttons_and_forms(client, cast):
    project = bring_in(cast, cast.social.staff)
    client.force_login(cast.housing.coordinator)
    assert client.get(url("start", project)).status_code == 405
    assert client.post(url("start", project)).status_code == 302
    assert client.get(url("end", project)).status_code == 200
    assert client.post(url("end", project), {"note": "x" * 2001}).status_code == 422
    assert client.post(url("end", project), {"note": ""}).status_code == 302
    assert client.post(url("resume", project)).status_code == 302
    project.refresh_from_db()
    assert project.state == "running"
    idea = bring_in(cast, cast.social.staff)
    assert client.get(url("drop", idea)).status_code == 200
    assert client.post(url("drop", idea), {"note": ""}).status_code == 422
    assert client.post(url("drop", idea), {"note": "Kein Raum."}).status_code == 302
    assert "Kein Raum." in client.get(url("detail", idea)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_project_list__costs_the_same_for_one_row_or_three(client, cast, quarter, count, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    for number in range(count):
        bring_in(cast, cast.social.staff, title=f"Projekt {number}", responsible=cast.social.staff, quarters=[quarter])
    client.force_login(cast.housing.reader)
    client.get(reverse("project_list"))
    with django_assert_num_queries(LIST_QUERIES):
        response = client.get(reverse("project_list"))
    assert response.content.decode().count("<tr") == count + 1


def test_project_list__filters_and_sorts(client, cast, quarter):
    bring_in(cast, cast.social.staff, title="Öffnen", quarters=[quarter])
    bring_in(cast, cast.social.staff, title="Zaun", field_of_action="garden", description="Hochbeete")
    running = actions.start(bring_in(cast, cast.housing.staff, title="Ofen"), by=cast.housing.coordinator)
    client.force_login(cast.housing.reader)

    def shown(**query):
        return [project.title for project in client.get(reverse("project_list"), query).context["page"]]

    assert shown() == ["Ofen", "Öffnen", "Zaun"]
    assert shown(sort="-title") == ["Zaun", "Öffnen", "Ofen"]
    assert shown(sort="nonsense") == ["Ofen", "Öffnen", "Zaun"]
    assert shown(quarters=str(quarter.pk)) == ["Öffnen"]
    assert shown(field_of_action="garden") == ["Zaun"]
    assert shown(q="hochbeet") == ["Zaun"]
    assert shown(state="running") == [running.title]
    fragment = client.get(reverse("project_list"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    client.force_login(cast.outsider.coordinator)
    assert shown() == []


def test_project_detail__costs(client, cast, quarter, settings, django_assert_max_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    project = bring_in(cast, cast.social.staff, quarters=[quarter])
    client.force_login(cast.housing.coordinator)
    client.get(url("detail", project))
    with django_assert_max_num_queries(10):
        client.get(url("detail", project))
