"""Meetings in every state, made by the actions themselves."""

import re
from datetime import timedelta

from django.urls import reverse

from partnerships.base import clock
from partnerships.meeting import actions
from partnerships.meeting.actions import Guest, Plan, Typed
from partnerships.meeting.models import Meeting
from partnerships.minutes.actions import write_minutes
from partnerships.task import actions as tasks
from tests.cast import Cast, Team


def details(cast: Cast, *, days: int = -1, **changes) -> Plan:
    begins = clock.at(clock.today() + timedelta(days=days), 10)
    people = tuple(Guest(team.coordinator.name, team.coordinator, team.org) for team in cast.teams)
    return Plan(**({"kind": "jourfixe", "starts_at": begins, "ends_at": begins + timedelta(hours=1), "people": people} | changes))


def planned(cast: Cast, *, by: Team | None = None, days: int = -1, **changes) -> Meeting:
    return actions.plan(cast.partnership, details=details(cast, days=days, **changes), by=(by or cast.social).staff)


def written(cast: Cast, **changes) -> Meeting:
    """Minutes with one topic, one decision and one task, everybody's presence noted."""
    meeting = planned(cast, **changes)
    item = actions.add_topic(meeting, title="Auslastung Lindenhof", purpose="consultation", minutes=20, by=cast.social.staff)
    meeting = actions.begin_minutes(meeting, early=True, by=cast.housing.staff)
    presences = dict.fromkeys(meeting.participants.values_list("pk", flat=True), "present")
    typed = Typed("Ein **neuer** Plan.", item.result_fingerprint())
    assert write_minutes(meeting, results={item.pk: typed}, presences=presences, by=cast.social.staff) == []
    actions.decide(meeting, item=item, text="Ab April gilt der neue Belegungsplan.", by=cast.social.staff)
    until = clock.today() + timedelta(days=10)
    tasks.give(meeting, what="Plan aushängen", organisation=cast.housing.org, until=until, item=item, by=cast.social.staff)
    return Meeting.objects.get(pk=meeting.pk)


def sent(cast: Cast, **changes) -> Meeting:
    meeting = written(cast, **changes)
    return actions.send_for_release(meeting, edition=meeting.edition, by=cast.social.staff)


def released(cast: Cast, **changes) -> Meeting:
    meeting = sent(cast, **changes)
    actions.release(meeting, edition=1, by=cast.social.coordinator)
    return actions.release(meeting, edition=1, by=cast.housing.approver)


def url(name: str, thing) -> str:
    return reverse(name, args=[thing.pk])


def errors(response) -> str:
    """What the error summary says, as text."""
    page = re.search(r'class="error-summary".*?</div>', response.content.decode(), re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", page[0]) if page else ""


def said(response) -> str:
    return " ".join(str(message) for message in response.wsgi_request._messages)
