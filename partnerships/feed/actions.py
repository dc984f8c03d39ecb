from django.db import transaction

from partnerships.base import clock
from partnerships.feed.models import Feed
from partnerships.person.models import Person


@transaction.atomic
def renew(*, by: Person) -> Feed:
    """A new secret address for one's own calendar; the old one opens nothing from now on."""
    revoke(by=by)
    return Feed.objects.create(person=by)


@transaction.atomic
def revoke(*, by: Person) -> None:
    """One's own address opens nothing any more."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    Feed.objects.visible_to(by).update(revoked_at=clock.now())
