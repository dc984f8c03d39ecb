"""Who appears in the generated data: houses with two people each, and partnerships of two houses."""

from dataclasses import dataclass
from datetime import timedelta

from partnerships.base import clock
from partnerships.organisation.models import Membership, Organisation, Role
from partnerships.partnership.models import Partnership
from partnerships.person.models import Person

ROLES = [Role.COORDINATOR, Role.APPROVER, Role.SIGNATORY, Role.FINANCE, Role.ADMINISTRATOR]


@dataclass
class House:
    """An organisation with the two people that appear in its data."""

    organisation: Organisation
    lead: Person
    staff: Person


@dataclass
class Pair:
    """A partnership and the houses on its two sides."""

    partnership: Partnership
    social: House
    housing: House

    @property
    def houses(self) -> tuple[House, House]:
        return self.social, self.housing


def make_house(kind: str, name: str) -> House:
    organisation = Organisation.objects.create(kind=kind, name=name, short_name=name, legal_form="e.V.", city="Auenstedt", mission=name)
    people = [Person(email=f"{seat}.{name}@example.org".replace(" ", "-").lower(), name=f"{seat} {name}") for seat in ("Lea", "Ben")]
    for person in people:
        person.set_unusable_password()
    Person.objects.bulk_create(people)
    long_ago = clock.today() - timedelta(days=1000)
    Membership.objects.bulk_create(
        Membership(person=person, organisation=organisation, roles=roles, starts_on=long_ago)
        for person, roles in zip(people, (ROLES, [Role.STAFF]), strict=True)
    )
    return House(organisation, *people)
