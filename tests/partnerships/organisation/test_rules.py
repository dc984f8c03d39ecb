import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from partnerships.organisation.models import Role
from partnerships.organisation.rules import may_decide_for, needs_second_factor


def _asks_for_it(org):
    org.requires_second_factor = True
    org.save(update_fields=["requires_second_factor"])


@pytest.mark.parametrize(("seat", "allowed"), [("approver", True), ("signatory", False), ("reader", False), ("coordinator", False)])
def test_may_decide_for__the_role_decides__alike_on_both_sides(cast, seat, allowed):
    for team in cast.teams:
        assert bool(may_decide_for(getattr(team, seat), team.org, Role.APPROVER)) == allowed
        assert not may_decide_for(getattr(cast.other(team), seat), team.org, Role.APPROVER)


def test_may_decide_for__names_the_role_that_is_needed(cast):
    verdict = may_decide_for(cast.social.staff, cast.social.org, Role.APPROVER, Role.SIGNATORY)
    assert "Klang" in verdict.reason
    assert str(Role.APPROVER.label) in verdict.reason


def test_may_decide_for__second_factor_missing__leads_to_where_it_is_set_up(cast):
    _asks_for_it(cast.social.org)
    verdict = may_decide_for(cast.social.approver, cast.social.org, Role.APPROVER)
    assert not verdict
    assert verdict.remedy == reverse("mfa_index")
    assert [org.pk for org in needs_second_factor(cast.social.approver)] == [cast.social.org.pk]


@pytest.mark.parametrize(("kind", "enough"), [("totp", True), ("webauthn", True), ("recovery_codes", False)])
def test_may_decide_for__second_factor_set_up(cast, kind, enough):
    _asks_for_it(cast.social.org)
    Authenticator.objects.create(user=cast.social.approver, type=kind, data={})
    assert bool(may_decide_for(cast.social.approver, cast.social.org, Role.APPROVER)) == enough
    assert bool(needs_second_factor(cast.social.approver)) != enough


def test_may_decide_for__second_factor__asked_only_of_those_who_approve_or_sign(cast):
    _asks_for_it(cast.social.org)
    assert may_decide_for(cast.social.coordinator, cast.social.org, Role.COORDINATOR, Role.APPROVER)
    assert may_decide_for(cast.housing.approver, cast.housing.org, Role.APPROVER)


def test_may_decide_for__demo_account__needs_none(cast):
    _asks_for_it(cast.social.org)
    person = cast.social.approver
    person.is_demo = True
    assert may_decide_for(person, cast.social.org, Role.APPROVER)
    assert needs_second_factor(person) == []


def test_may_decide_for__costs_one_query_and_one_more_where_the_factor_is_asked(cast, django_assert_num_queries):
    person = cast.social.approver
    with django_assert_num_queries(1):
        may_decide_for(person, cast.social.org, Role.APPROVER)
        may_decide_for(person, cast.social.org, Role.SIGNATORY)
    _asks_for_it(cast.social.org)
    person = cast.social.approver
    with django_assert_num_queries(2):
        may_decide_for(person, cast.social.org, Role.APPROVER)
        may_decide_for(person, cast.social.org, Role.APPROVER)
