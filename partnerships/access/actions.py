from allauth.usersessions.models import UserSession
from django.db import transaction

from partnerships.access import rules
from partnerships.base.verdict import require
from partnerships.organisation.models import Organisation
from partnerships.person.models import Person


@transaction.atomic
def edit_profile(person: Person, *, by: Person, name: str, language: str) -> Person:
    """Change one's own name and language; the name changes wherever it is shown, signed things keep what was signed."""
    require(rules.may_edit_profile(by, person))
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])
    return person


@transaction.atomic
def act_for(organisation: Organisation, *, by: Person) -> None:
    """From now on, on every page and device, this person acts for that organisation."""
    require(rules.may_act_for(by, organisation))
    by.acting_for = organisation
    by.save(update_fields=["acting_for"])


@transaction.atomic
def deactivate(person: Person, *, by: Person) -> Person:
    """The portal operator shuts a person out: at once, on every device. Nothing the person did is taken away."""
    require(rules.may_switch(by, person))
    person.is_active = False
    person.save(update_fields=["is_active"])
    for session in UserSession.objects.filter(user=person):
        session.end()
    return person


@transaction.atomic
def reactivate(person: Person, *, by: Person) -> Person:
    """The portal operator lets a person in again."""
    require(rules.may_switch(by, person))
    person.is_active = True
    person.save(update_fields=["is_active"])
    return person
