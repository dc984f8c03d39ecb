"""From a decision to what comes of it: made on a page opened from the decision it is linked with it, both ways."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from partnerships.agreement import actions as agreements
from partnerships.agreement.models import Agreement
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.glossary.models import Term
from partnerships.journal.models import Entry
from partnerships.register.models import Effect
from partnerships.register.tasks import shared_effects
from partnerships.task import actions as tasks
from partnerships.task.models import Task
from projects.goal.models import Goal
from tests.once import post
from tests.partnerships.amendment.making import in_force, read, reworded
from tests.partnerships.meeting.stage import released, sent


def started(client, decision, name: str, typed: dict, *args) -> None:
    query = f"?partnership={decision.partnership_id}&decision={decision.pk}"
    answer = post(client, reverse(name, args=args) + query, typed)
    assert answer.status_code == 302, answer.content.decode()


def test_term_task_and_goal__are_linked_both_ways(client, cast):
    decision = released(cast).decisions.get()
    client.force_login(cast.housing.staff)
    page = client.get(reverse("decision_detail", args=[decision.pk])).content.decode()
    for name in ("term_create", "contribution_create", "goal_create", "project_create"):
        assert reverse(name) in page
    started(client, decision, "term_create", {"word": "Belegungsplan", "common": "Wer den Raum wann nutzt."})
    until = clock.today() + timedelta(days=9)
    started(client, decision, "decision_task_add", {"what": "Plan entwerfen", "until": f"{until}"}, decision.pk)
    started(client, decision, "goal_create", {"wording": "Der Plan hängt aus.", "why": "Alle wissen Bescheid."})
    made = [Term.objects.get(), Task.objects.get(what="Plan entwerfen"), Goal.objects.get()]
    assert {each.about_id for each in Effect.objects.filter(decision=decision)} == {each.pk for each in made}
    page = client.get(reverse("decision_detail", args=[decision.pk])).content.decode()
    for thing in made:
        assert thing.get_absolute_url() in page
        origin = Entry.objects.about(thing).get(verb="decision.led_to")
        assert origin.origin == reverse("decision_detail", args=[decision.pk])
        assert origin.origin in client.get(thing.get_absolute_url()).content.decode()


def test_a_foreign_decision__and_one_that_is_not_released__link_nothing(client, cast):
    decision = sent(cast).decisions.get()
    client.force_login(cast.housing.staff)
    started(client, decision, "term_create", {"word": "Treff", "common": "Ein Raum."})
    client.force_login(cast.outsider.coordinator)
    post(client, f"{reverse('term_create')}?partnership={cast.partnership.pk}&decision={decision.pk}", {"word": "x", "common": "y"})
    assert (Effect.objects.count(), Term.objects.count()) == (0, 1)


def test_task_because_of_a_decision__for_ones_own_house_only__the_minutes_stay(client, cast):
    meeting = released(cast)
    decision, before = meeting.decisions.get(), meeting.content()
    until = clock.today() + timedelta(days=3)
    for team in cast.teams:
        with pytest.raises(Refused):
            tasks.take_on(decision, what="x", until=until, by=team.reader)
        task = tasks.take_on(decision, what="Aushang", until=until, person=team.staff, by=team.staff)
        assert (task.organisation, task.meeting, task.decision) == (team.org, None, decision)
        client.force_login(cast.other(team).staff)
        assert client.get(task.get_absolute_url()).status_code == 200
        assert client.get(reverse("task_edit", args=[task.pk])).status_code == 302
        assert client.post(reverse("task_remove", args=[task.pk])).status_code == 302
        assert tasks.finish(task, by=team.staff).state == "done"
    assert meeting.content() == before
    client.force_login(cast.observer.reader)
    assert client.get(task.get_absolute_url()).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(decision=None)
    with pytest.raises(Refused, match="noch nicht freigegeben"):
        tasks.take_on(sent(cast).decisions.get(), what="x", until=until, by=cast.social.staff)


def test_amendment__a_draft_of_one_house__is_linked_for_both_as_soon_as_it_is_sent(client, cast):
    decision = released(cast).decisions.get()
    agreement = in_force(cast)
    client.force_login(cast.social.coordinator)
    started(client, decision, "agreement_amend", {"starts_on": ""}, agreement.pk)
    amendment = Agreement.objects.get(amends=agreement)
    page = reverse("decision_detail", args=[decision.pk])
    name = f'href="{amendment.get_absolute_url()}"'
    assert name in client.get(page).content.decode()
    client.force_login(cast.housing.coordinator)
    assert name not in client.get(page).content.decode()
    assert (shared_effects(), Entry.objects.filter(verb__startswith="decision.l", internal_to=None).count()) == (0, 0)
    Effect.objects.update(about_label="So hieß der Entwurf")
    words = reworded(amendment, "purpose", "Auch abends.")
    amendment = agreements.edit(amendment, saves=1, wording=words, by=cast.social.coordinator)
    agreements.offer(amendment, saves=read(amendment).current().saves, comment="Wie beschlossen.", by=cast.social.coordinator)
    assert (shared_effects(), shared_effects()) == (1, 0)
    assert Effect.objects.get().about_label == Entry.objects.get(verb="decision.linked").data["thing"] == str(amendment)
    assert name in client.get(page).content.decode()
    assert page in client.get(amendment.get_absolute_url()).content.decode()
