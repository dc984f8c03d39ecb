"""The condition in nearly every query says what the plain subqueries of the ORM would say, for everybody."""

import pytest
from django.db.models import Q

from partnerships.organisation.models import Membership
from partnerships.organisation.standing import Standing
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership, Party, Side
from partnerships.task.models import Task
from projects.project.models import Project
from tests.cast import make_partnership, make_person

STATES = {scope.visible: ["active", "invited"], scope.read: ["active"], scope.worked_on: ["active"]}
SIDES = {scope.visible: Side.values, scope.read: Side.values, scope.worked_on: [Side.SOCIAL, Side.HOUSING]}


@pytest.fixture
def people(cast):
    """Of every kind of party in every state of being one, and somebody without an organisation."""
    other = make_partnership(cast.outsider, cast.housing, title="Andere")
    states = Party.State.values
    for state, team in zip(states * 2, (cast.social, cast.observer) * len(states), strict=True):
        partnership = make_partnership(cast.outsider, cast.housing, title=f"{team.side} {state}")
        Party.objects.create(
            partnership=partnership,
            organisation=team.org,
            side=team.side,
            state=state,
            invited_by=cast.outsider.coordinator,
            answered_at=None if state == "invited" else partnership.created_at,
        )
    Project.objects.bulk_create(
        Project(
            partnership=each,
            title="Treff",
            field_of_action="quarter",
            created_by=cast.outsider.coordinator,
            organisation=cast.outsider.org,
        )
        for each in Partnership.objects.all()
    )
    assert other
    lonely = make_person("Niemand")
    both = make_person("Beide", cast.social.org, "staff")
    Membership.objects.create(person=both, organisation=cast.observer.org, roles=["reader"])
    return [cast.social.coordinator, cast.housing.staff, cast.observer.reader, cast.outsider.coordinator, lonely, both]


@pytest.mark.django_db
@pytest.mark.parametrize("condition", [scope.visible, scope.read, scope.worked_on])
def test_scope__is_what_the_plain_query_says(people, condition):
    sizes = set()
    for person in people:
        parties = Party.objects.filter(
            organisation__in=Standing(person).ids, state__in=STATES[condition], side__in=SIDES[condition]
        ).values_list("partnership", flat=True)
        expected = set(parties)
        assert set(Partnership.objects.filter(condition(person, "pk")).values_list("pk", flat=True)) == expected
        assert set(Project.objects.filter(condition(person)).values_list("partnership", flat=True)) == expected
        assert set(Task.objects.filter(condition(person, "meeting__partnership"))) == set()
        others = Project.objects.exclude(Q(condition(person))).values_list("partnership", flat=True)
        assert set(others) == set(Partnership.objects.values_list("pk", flat=True)) - expected
        sizes.add(len(expected))
    assert len(sizes) > 2, "people who see different numbers of partnerships"


@pytest.mark.django_db
def test_scope__without_an_organisation__asks_nothing(cast, django_assert_num_queries):
    nobody = make_person("Niemand")
    assert Standing(nobody).ids == []
    with django_assert_num_queries(1):  # the memberships
        assert list(Partnership.objects.worked_on_by(nobody)) == []
