"""Buttons that begin something stand only where the person who reads may do it: not for readers, observers, or without a partnership."""

import pytest
from django.urls import reverse

from partnerships.organisation.models import Organisation, Role
from partnerships.partnership.models import Partnership
from tests.cast import make_person

LISTS = {
    "project_list": "project_create",
    "goal_list": "goal_create",
    "meeting_list": "meeting_create",
    "contribution_list": "contribution_create",
}
INSIDE = {"series_list": "series_create", "topic_list": "topic_create"}  # reached from the list of meetings


def buttons(client, person, path: str) -> set[str]:
    """The names of the pages that begin something and to which this page leads."""
    client.force_login(person)
    text = client.get(path).content.decode()
    names = {*LISTS.values(), *INSIDE.values(), "report_create", "partnership_create", "agreement_create"}
    return {name for name in names if f'href="{reverse(name)}' in text}


@pytest.fixture
def alone(db):
    """Coordination of an organisation that has no partnership yet."""
    organisation = Organisation.objects.create(kind="social", name="Allein e.V.", short_name="Allein")
    return make_person("Anna Allein", organisation, Role.COORDINATOR)


@pytest.mark.parametrize("listing", [*LISTS, *INSIDE])
def test_lists(client, cast, alone, listing):
    create = (LISTS | INSIDE)[listing]
    for team in cast.teams:
        for seat in ("coordinator", "staff", "approver", "signatory", "finance"):
            assert create in buttons(client, getattr(team, seat), reverse(listing)), seat
        for seat in ("reader", "administrator"):
            assert create not in buttons(client, getattr(team, seat), reverse(listing)), seat
    assert create not in buttons(client, cast.observer.reader, reverse(listing))
    assert create not in buttons(client, alone, reverse(listing))


def test_reports_are_offered_to_those_who_may_have_them_built(client, cast):
    for team in cast.teams:
        offered = {seat for seat in team.people if "report_create" in buttons(client, getattr(team, seat), reverse("report_list"))}
        assert offered == {"coordinator", "approver", "signatory", "finance"}
    assert "report_create" not in buttons(client, cast.observer.reader, reverse("report_list"))


def test_the_page_of_a_partnership(client, cast):
    path = cast.partnership.get_absolute_url()
    for team in cast.teams:
        assert set(LISTS.values()) <= buttons(client, team.staff, path)
        for seat in ("reader", "administrator"):
            assert not set(LISTS.values()) & buttons(client, getattr(team, seat), path)
    assert not set(LISTS.values()) & buttons(client, cast.observer.reader, path)
    Partnership.objects.update(state="ended", ended_on="2026-01-01")
    assert not set(LISTS.values()) & buttons(client, cast.social.staff, path)


@pytest.mark.parametrize("begin", LISTS.values())
def test_whoever_comes_all_the_same_reads_why_there_is_nothing_to_choose(client, cast, alone, begin):
    client.force_login(cast.observer.reader)
    text = client.get(reverse(begin)).content.decode()
    assert "Sie lesen mit" in text
    assert "Stadt Auenstedt beobachtet" in text
    client.force_login(alone)
    assert "Keine aktive Partnerschaft" in client.get(reverse(begin)).content.decode()
