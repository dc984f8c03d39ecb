"""A house that is too small to pay: who is missing is told by role before a call starts, and what both sides may agree on instead."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from partnerships.base.verdict import Refused
from partnerships.notice.models import Letter
from partnerships.organisation.models import Membership
from projects.funding import actions, rules, schedules
from projects.funding.models import Call
from projects.funding.staff import FACTS, ORDERS, RELEASES, SUMS, without_anybody, without_anybody_of_few
from tests.once import post
from tests.projects.contribution import making as contributions
from tests.projects.funding import making

HANDS = frozenset({"staff", "coordinator", "finance", "signatory"})
HEAD = frozenset({"approver", "coordinator"})


@pytest.mark.parametrize(
    ("team", "missing", "of_few"),
    [
        ([{"staff"}, {"coordinator"}, {"approver"}, {"finance"}], [], []),
        ([{"coordinator", "finance"}, {"approver", "finance"}, {"staff"}, {"signatory"}], [], []),
        ([HANDS, HEAD], [RELEASES, ORDERS], []),
        ([HANDS | HEAD], [SUMS, RELEASES, ORDERS], [RELEASES]),
        ([{"finance"}, {"approver"}], [FACTS, ORDERS], [FACTS]),
        ([], [FACTS, SUMS, RELEASES, ORDERS], [RELEASES, FACTS, SUMS, ORDERS]),
    ],
)
def test_missing__by_step__each_by_another_person(team, missing, of_few):
    team = [frozenset(roles) for roles in team]
    assert len(without_anybody(team)) == len(missing)
    assert without_anybody_of_few(team) == of_few


def small(team) -> None:
    """Two people are left: who works, and who heads."""
    for person in team.people.values():
        roles = {team.finance.pk: HANDS, team.approver.pk: HEAD, team.administrator.pk: {"administrator"}}.get(person.pk)
        rows = Membership.objects.filter(person=person, organisation=team.org)
        rows.update(roles=sorted(roles)) if roles else rows.update(roles=["reader"])


def _agreed_without_the_exception(cast, schedule):
    again = schedules.propose(schedule.contribution, lines=making.lines("1200"), by=cast.social.coordinator)
    return schedules.agree(again, edition=1, by=cast.housing.approver)


@pytest.mark.django_db
def test_small_house__told_before_the_call__pays_by_an_exception_of_both(cast, client):
    making.with_papers(cast)
    small(cast.housing)
    contribution = contributions.granted(cast)
    client.force_login(cast.social.coordinator)
    url = reverse("contribution_schedule", args=[contribution.pk])
    assert "Bau hat zu wenige Personen" in client.get(url).content.decode()
    typed = {"due_on_1": "2026-06-01", "amount_1": "1200", "few_hands": "on"}
    assert post(client, url, typed).status_code == 302
    schedule = contribution.schedules.get()
    schedule = schedules.agree(schedule, edition=1, by=cast.housing.approver)
    assert schedule.content()["few_hands"]
    assert not Letter.objects.filter(key__contains="short").exists()
    call = actions.request(schedule.instalments.get(), need=making.need(), by=cast.social.staff)
    hands, head = cast.housing.finance, cast.housing.approver
    call = actions.check_sums(actions.check_facts(call, edition=1, by=hands), edition=2, by=hands)
    with pytest.raises(Refused):
        actions.release(call, edition=call.edition, by=hands)
    assert not _agreed_without_the_exception(cast, schedule).few_hands
    call = Call.objects.for_page().get(pk=call.pk)
    assert call.few_hands, "two steps of it are done by one person"
    call = actions.release(call, edition=call.edition, by=head)
    assert not rules.may_order(head, Call.objects.for_page().get(pk=call.pk))
    call = actions.order(call, edition=call.edition, on=making.DAY, by=hands)
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(released_by=hands)
    assert "Ausnahme" in client.get(call.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_without_the_exception__the_administration_is_told__and_a_full_house_has_none(cast, client):
    with pytest.raises(Refused, match="genug Personen"):
        schedules.propose(contributions.granted(cast), lines=making.lines("1200"), few_hands=True, by=cast.social.coordinator)
    small(cast.housing)
    schedule = making.proposed(cast)
    schedule = schedules.agree(schedule, edition=1, by=cast.housing.approver)
    assert list(Letter.objects.filter(key__contains="short").values_list("to", flat=True)) == [cast.housing.administrator.email]
    client.force_login(cast.social.staff)
    call_page = client.get(reverse("instalment_call", args=[schedule.instalments.get().pk])).content.decode()
    assert "Bau hat zu wenige Personen" in call_page
    call = making.called(cast, schedule=schedule)
    call = actions.check_facts(call, edition=1, by=cast.housing.finance)
    with pytest.raises(Refused, match="andere Person"):
        actions.check_sums(call, edition=2, by=cast.housing.finance)
