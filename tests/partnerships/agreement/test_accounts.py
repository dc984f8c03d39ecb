"""A signatory whose account is shut, or who has left: before the signature somebody else signs, after it the name stays in the text."""

import pytest
from django.db.models import ProtectedError

from partnerships.access import actions as access
from partnerships.agreement import signing
from partnerships.agreement.models import Agreement
from partnerships.base.verdict import Refused
from partnerships.membership import actions as members
from partnerships.organisation.models import Membership, Role
from partnerships.paper.build import make
from partnerships.paper.models import SignedPaper
from partnerships.person.models import Person
from partnerships.todo.registry import todos_of
from tests.partnerships.agreement.making import active, to_be_signed
from tests.partnerships.approval.making import fresh
from tests.partnerships.paper.making import path_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def shut_out(cast, person: Person) -> None:
    access.deactivate(person, by=Person.objects.create_superuser("betrieb@example.org", name="Betrieb"))


def leave(cast, person: Person) -> None:
    membership = Membership.objects.select_related("organisation").get(person=person)
    by = next(team.administrator for team in cast.teams if team.org == membership.organisation)
    members.end_member(membership, by=by)


def gives_the_role(team, person) -> None:
    Membership.objects.filter(person=person).update(roles=[Role.STAFF, Role.SIGNATORY])


def asks(person) -> list[str]:
    return [todo.ask for todos in todos_of(fresh(person)).values() for todo in todos]


GONE = [shut_out, leave]


@pytest.mark.parametrize("gone", GONE)
@pytest.mark.parametrize("side", ["social", "housing"])
def test_before_the_signature__who_may_sign_instead_is_named__and_signs(client, cast, gone, side):
    house = getattr(cast, side)
    agreement = to_be_signed(cast)
    other = house.staff
    gone(cast, house.signatory)
    client.force_login(fresh(house.coordinator))
    page = client.get(agreement.get_absolute_url()).content.decode()
    assert f"Für {house.org} darf zurzeit niemand unterzeichnen." in page
    nobody = "Eine Unterschrift fehlt, und in Ihrem Haus darf niemand unterzeichnen. Bitte wenden Sie sich an Ihre Administration."
    assert asks(house.coordinator) == [nobody]
    with pytest.raises(Refused):
        signing.sign(agreement, edition=1, by=house.coordinator)

    gives_the_role(house, other)

    assert f"Für {house.org} dürfen unterzeichnen: {other.name}." in client.get(agreement.get_absolute_url()).content.decode()
    assert f"Eine Unterschrift fehlt. Unterzeichnen dürfen: {other.name}." in asks(house.coordinator)
    for person in (fresh(other), cast.other(house).signatory):
        signing.sign(agreement, edition=1, by=person)
    assert Agreement.objects.get().state == "active"


@pytest.mark.parametrize("gone", GONE)
def test_between_two_signatures_of_one_house__the_first_one_counts(cast, client, gone):
    cast.housing.org.signs = "jointly"
    cast.housing.org.save()
    gives_the_role(cast.housing, cast.housing.staff)
    agreement = to_be_signed(cast)
    first = cast.housing.signatory
    signing.sign(agreement, edition=1, by=first)
    client.force_login(fresh(cast.housing.coordinator))
    assert f"dürfen unterzeichnen: {cast.housing.staff.name}." in client.get(agreement.get_absolute_url()).content.decode()
    gone(cast, first)
    signing.sign(agreement, edition=1, by=fresh(cast.housing.staff))
    signing.sign(agreement, edition=1, by=cast.social.signatory)
    agreement = Agreement.objects.get()
    assert agreement.state == "active"
    assert {name.person.name for name in agreement.names()} == {first.name, cast.housing.staff.name, cast.social.signatory.name}


@pytest.mark.parametrize("gone", GONE)
def test_after_the_signature__the_name_stays_on_the_page_and_in_the_paper(cast, client, gone):
    agreement = active(cast)
    signatory = cast.housing.signatory
    gone(cast, signatory)
    client.force_login(cast.social.coordinator)
    assert signatory.name in client.get(agreement.get_absolute_url()).content.decode()
    assert make(SignedPaper.objects.get().pk)
    assert signatory.name in text_of(path_of(SignedPaper.objects.get()))
    with pytest.raises(ProtectedError):
        signatory.delete()
