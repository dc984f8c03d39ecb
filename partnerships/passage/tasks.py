from datetime import date, timedelta

from django.utils.translation import gettext_lazy

from partnerships.meeting.models import Meeting
from partnerships.meeting.rules import RELEASERS
from partnerships.notice import actions as notice
from partnerships.organisation.models import Membership, Role
from partnerships.work.registry import daily

BEFORE = timedelta(days=3)

SOON = gettext_lazy("Please release the minutes: %(meeting)s")
OVER = gettext_lazy("Minutes not released yet: %(meeting)s")


@daily
def remind_of_release(day: date) -> None:
    """Who is missing is reminded before the deadline; when it has passed, all parties are told once who is."""
    waiting = Meeting.objects.filter(state=Meeting.State.RELEASE, release_until__lte=day + BEFORE)
    for meeting in waiting.select_related("partnership").with_missing().order_by("pk"):
        over = day > meeting.release_until
        houses = [party.organisation_id for party in meeting.partnership.binding_parties()] if over else [p["id"] for p in meeting.missing]
        roles = (Role.COORDINATOR,) if over else RELEASERS
        seats = Membership.objects.current().with_role(*roles).filter(organisation__in=houses).select_related("person")
        notice.tell(
            [seat.person for seat in seats],
            key=f"release:{meeting.pk}:{meeting.edition}:{meeting.release_until}:{'over' if over else 'soon'}",
            subject=OVER if over else SOON,
            template="mail/release/over.txt" if over else "mail/release/soon.txt",
            context={"meeting": meeting, "missing": ", ".join(party["name"] for party in meeting.missing)},
        )
