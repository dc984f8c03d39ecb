from allauth.usersessions.models import UserSession
from django.db import transaction

from partnerships.access import rules
from partnerships.base.verdict import require
from partnerships.journal.actions import record
from partnerships.organisation.models import Membership, Organisation, crew_changed
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
    _switch(person, "organisation.member_shut_out", by=by, active=False)
    for session in UserSession.objects.filter(user=person):
        session.end()
    return person


@transaction.atomic
def reactivate(person: Person, *, by: Person) -> Person:
    """The portal operator lets a person in again."""
    require(rules.may_switch(by, person))
    _switch(person, "organisation.member_let_in", by=by, active=True)
    return person


def _switch(person: Person, verb: str, *, by: Person, active: bool) -> None:
    """A line in the journal of each organisation the person belongs to; none if nothing changes."""
    before = Person.objects.select_for_update(no_key=True).get(pk=person.pk).is_active
    person.is_active = active
    if before == active:
        return
    person.save(update_fields=["is_active"])
    for membership in Membership.objects.current().filter(person=person).select_related("organisation"):
        record(verb, membership.organisation, by=by, organisation=membership.organisation, person=person.name)
        crew_changed.send(sender=Membership, organisation=membership.organisation)
