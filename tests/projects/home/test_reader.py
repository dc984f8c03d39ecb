"""Who reads the to-dos knows who takes part: whose yes is missing, and the names of all who ever took part."""

import pytest

from partnerships.base import clock
from partnerships.partnership.models import Party, Side
from partnerships.todo.registry import Reader
from tests.cast import make_team


@pytest.fixture
def third(cast):
    """Another house on the social side."""
    team = make_team("Dritte", "social", Side.SOCIAL, ["coordinator"])
    by, joined = cast.social.coordinator, {"state": Party.State.ACTIVE, "answered_at": clock.now()}
    Party.objects.create(partnership=cast.partnership, organisation=team.org, side=team.side, invited_by=by, answered_by=by, **joined)
    return team


@pytest.mark.django_db
def test_missing__all_of_both_sides_who_have_not_said_yes(cast, third):
    me = Reader(cast.social.coordinator)
    said = [str(cast.social.org.pk)]
    missing = me.missing(str(cast.partnership.pk), said)
    assert missing.mine == []
    assert missing.names == missing.told == [str(cast.housing.org), "Dritte"]
    assert [each["side"] for each in missing.everybody] == ["housing", "social"]


@pytest.mark.django_db
def test_missing__own_house__told_alone(cast, third):
    missing = Reader(cast.social.coordinator).missing(str(cast.partnership.pk), [])
    assert missing.mine == [cast.social.org.pk]
    assert missing.told == [str(cast.social.org)]
    assert set(missing.names) == {str(cast.social.org), str(cast.housing.org), "Dritte"}


@pytest.mark.django_db
def test_house_that_has_left__named_and_not_waited_for(cast, third):
    Party.objects.filter(organisation=third.org).update(state=Party.State.LEFT)
    me = Reader(cast.social.coordinator)
    assert me.missing(str(cast.partnership.pk), []).names == [str(cast.housing.org), str(cast.social.org)]
    assert me.name_of(str(third.org.pk)) == "Dritte"


@pytest.mark.django_db
def test_house_of_other_partnerships__not_named(cast):
    me = Reader(cast.social.coordinator)
    assert me.name_of(str(cast.outsider.org.pk)) == me.name_of(None) == ""
