"""What is told by mail: to both sides that a day has moved, to the own house what waits in it."""

from django.utils.translation import gettext_lazy as _

from partnerships.approval.registry import houses_of
from partnerships.approval.release import Moved
from partnerships.base import clock
from partnerships.notice.actions import tell
from partnerships.organisation.models import Membership, Role
from partnerships.person.models import Person

LATER = _("The decision about “%(title)s” is expected later")
EARLIER = _("The decision about “%(title)s” is expected earlier")
SPEAKERS = (Role.COORDINATOR, Role.APPROVER, Role.SIGNATORY)


def _members(organisations, *roles: str):
    rows = Membership.objects.current().with_role(*roles).filter(organisation__in=organisations)
    return Person.objects.filter(pk__in=rows.values("person"))


def moved(thing, row, *, organisation) -> None:
    """To those who speak for the organisations the thing is between, and to those who asked."""
    houses = houses_of(thing)
    still_here = Membership.objects.current().filter(organisation__in=houses, person__in=row.hands)
    people = _members(houses, *SPEAKERS) | Person.objects.filter(pk__in=still_here.values("person"))
    by_house = row.moved_why == Moved.HOUSE
    later = row.expected_on > row.expected_before
    tell(
        people,
        key=f"release.moved:{row.pk}:{row.expected_before}:{row.expected_on}" + (f":{clock.now().isoformat()}" if by_house else ""),
        subject=LATER if later else EARLIER,
        template="mail/approval/moved_by_house.txt" if by_house else "mail/approval/moved.txt",
        context={"thing": thing, "title": str(thing), "row": row, "organisation": organisation},
    )


def reminder(release, step, people) -> None:
    tell(
        Person.objects.filter(pk__in=people),
        key=f"release.reminder:{step.pk}",
        subject=_("Please release or decline: “%(title)s”"),
        template="mail/approval/reminder.txt",
        context={"release": release, "title": release.subject_label, "step": step},
    )


def nobody_left(release, step) -> None:
    tell(
        _members([release.organisation_id], Role.ADMINISTRATOR),
        key=f"release.nobody:{step.pk}:{clock.now().isoformat()}",
        subject=_("Nobody is left to release “%(title)s”"),
        template="mail/approval/nobody.txt",
        context={"release": release, "title": release.subject_label, "step": step},
    )
