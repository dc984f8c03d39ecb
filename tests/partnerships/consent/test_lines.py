"""What a query tells of yeses and of my party is what the rows themselves tell."""

import pytest

from partnerships.meeting.models import Meeting
from partnerships.organisation.models import Membership
from partnerships.partnership.mine import with_my_parties, with_my_party
from partnerships.partnership.models import Partnership, Party
from partnerships.person.models import Person
from projects.goal import actions as goals
from projects.goal.models import Goal
from tests.cast import make_partnership, make_person, make_team


@pytest.fixture
def world(cast):
    """Goals with no yes, one yes, two yeses and yeses to an older wording; three partners; somebody who belongs to both sides."""
    third = make_team("Zweiter", "social", "social", ["coordinator"])
    for state, answered in (("active", True), ("invited", False)):
        partnership = make_partnership(cast.housing, cast.social, cast.observer, title=f"Mit dreien, {state}")
        Party.objects.create(
            partnership=partnership,
            organisation=third.org,
            side="social",
            state=state,
            invited_by=cast.social.coordinator,
            answered_at=partnership.created_at if answered else None,
        )
    for partnership in Partnership.objects.all():
        for wording in ("Eins.", "Zwei.", "Drei."):
            goal = goals.propose(partnership=partnership, by=cast.social.coordinator, wording=wording)
            if wording == "Zwei.":
                goals.confirm(goal, edition=1, by=cast.housing.coordinator)
            if wording == "Drei.":
                goals.reword(goal, by=cast.housing.coordinator, edition=1, wording="Drei und mehr.")
    both = make_person("Beide", cast.housing.org, "coordinator", acting_for=cast.social.org)
    for organisation in (cast.social.org, third.org):
        Membership.objects.create(person=both, organisation=organisation, roles=["coordinator"])
    return [both, third.coordinator, cast.social.reader, cast.housing.coordinator, cast.observer.reader, cast.outsider.coordinator]


@pytest.mark.django_db
def test_yeses_and_missing__are_those_of_the_rows(world):
    counts = set()
    for row in Goal.objects.all().with_yeses().with_missing().with_missing_ids():
        plain = Goal.objects.get(pk=row.pk)
        assert row.yes_ids == plain.yeses()
        missing = plain.missing_parties()
        assert sorted(row.missing_ids) == sorted(party.organisation_id for party in missing)
        assert sorted(row.missing_names) == sorted(party.organisation.short_name for party in missing)
        told = sorted((each["id"], each["name"], each["side"]) for each in row.missing)
        assert told == sorted((str(party.organisation_id), party.organisation.short_name, party.side) for party in missing)
        assert [each["id"] for each in row.missing] == [str(pk) for pk in row.missing_ids], "in the same order"
        counts.add((len(row.yes_ids), len(row.missing_ids)))
    assert len(counts) >= 3


@pytest.mark.django_db
def test_my_party__is_the_one_the_partnership_names(world):
    sides = set()
    for person in world:
        for row in with_my_parties(with_my_party(Goal.objects.select_related("partnership"), person), person):
            reader = Person.objects.get(pk=person.pk)
            party = row.partnership.party_of(reader)
            assert (row.my_organisation, row.my_side) == ((party.organisation_id, party.side) if party else (None, None))
            mine = {each.organisation_id for each in row.partnership.binding_parties()} & {
                membership.organisation_id for membership in reader.memberships.all()
            }
            assert set(row.my_parties) == mine
            sides.add((row.my_side, len(mine)))
        assert list(with_my_party(Meeting.objects.all(), person)) == []
    assert len(sides) >= 4
