"""The register of decisions: noted, open reservation, in force, replaced; what a decision has changed."""

import pytest
from django.urls import reverse

from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.meeting import actions as meetings
from partnerships.meeting.course import with_course
from partnerships.meeting.models import Decision
from partnerships.meeting.shapes import Thing
from partnerships.register import actions
from partnerships.task import actions as tasks
from tests.partnerships.meeting.stage import released, written


def course(decision) -> str:
    return with_course(Decision.objects.all()).get(pk=decision.pk).course


def release(cast, meeting) -> None:
    meeting = meetings.send_for_release(meeting, edition=meeting.edition, by=cast.social.staff)
    for team in cast.teams:
        meetings.release(meeting, edition=meeting.edition, by=team.coordinator)


def reserved(cast, house=None) -> Decision:
    meeting = written(cast)
    words = {"text": "Der Hof bleibt offen.", "reservation": "Aufsichtsrat am 19.11.", "reservation_of": house}
    decision = meetings.decide(meeting, by=cast.social.staff, **words)
    assert course(decision) == "noted"
    release(cast, meeting)
    return decision


def test_reservation__is_lifted_by_the_house_concerned(cast):
    for team in cast.teams:
        decision = reserved(cast, team.org)
        assert course(decision) == "reserved"
        with pytest.raises(Refused, match=f"Nur {team.org}"):
            actions.lift(decision, note="x", by=cast.other(team).staff)
        with pytest.raises(Refused):
            actions.lift(decision, note="x", by=team.reader)
        actions.lift(decision, note="Einstimmig.", by=team.staff)
        assert course(decision) == "in_force"
        with pytest.raises(Refused, match="offenen Vorbehalt"):
            actions.lift(decision, note="x", by=team.staff)
        assert Entry.objects.about(decision).get().data["note"] == "Einstimmig."


def test_reservation__of_neither_house__is_lifted_by_either(cast):
    for team in cast.teams:
        assert actions.lift(reserved(cast), note="Die Stadt hat zugestimmt.", by=team.staff).organisation == team.org


def test_decision__is_replaced_only_when_both_have_released_the_later_one(cast):
    old = released(cast).decisions.get()
    assert course(old) == "in_force"
    meeting = written(cast)
    new = meetings.decide(meeting, text="Der Plan gilt erst ab Mai.", replaces=old, by=cast.housing.staff)
    assert [new.number, "", "", str(old.pk)][3] in str(meeting.content()["decisions"])
    assert course(old) == "in_force"
    release(cast, meeting)
    assert (course(old), course(new)) == ("replaced", "in_force")


def test_pages__lift_link_and_take_out__and_nothing_of_another_partnership(client, cast, django_assert_num_queries):
    decision = reserved(cast, cast.housing.org)
    task = tasks.begin(decision.meeting.tasks.get(), by=cast.social.staff)
    url = reverse("decision_detail", args=[decision.pk])
    client.force_login(cast.housing.staff)
    assert client.post(reverse("decision_lift", args=[decision.pk]), {"note": " "}).status_code == 422
    assert client.post(reverse("decision_lift", args=[decision.pk]), {"note": "<b>ja</b>"}).status_code == 302
    link = reverse("decision_link", args=[decision.pk])
    assert client.post(link, {"about": "partnerships.Topic:00000000-0000-0000-0000-000000000000"}).status_code == 422
    assert client.post(link, {"about": f"partnerships.Task:{task.pk}"}).status_code == 302
    actions.link(decision, about=Thing("partnerships.Task", task.pk, "Plan"), by=cast.social.staff)
    effect = decision.effects.get()
    with django_assert_num_queries(10):
        page = client.get(url).content.decode()
    assert "&lt;b&gt;ja&lt;/b&gt;" in page
    assert task.get_absolute_url() in page
    client.post(reverse("effect_remove", args=[effect.pk]))
    assert not decision.effects.exists()

    client.force_login(cast.outsider.coordinator)
    assert client.get(url).status_code == 404


def test_register__finds_by_state(client, cast):
    decision = reserved(cast)
    client.force_login(cast.social.reader)

    def found(**query):
        page = client.get(reverse("decision_list"), query).content.decode()
        return reverse("decision_detail", args=[decision.pk]) in page

    assert found(course="reserved")
    assert not found(course="in_force")
    assert found(q="Aufsichtsrat")
    actions.lift(decision, note="Ja.", by=cast.social.staff)
    assert found(course="in_force")
