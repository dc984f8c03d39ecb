"""Letters about minutes."""

from django.utils.translation import gettext_lazy

from partnerships.meeting.rules import RELEASERS
from partnerships.notice import actions as notice
from partnerships.organisation.models import Membership


def tell_of_release(meeting, *, by) -> None:
    """The minutes are with both sides: whoever may release them for any party is told, but for who has sent them. Once an edition."""
    houses = [party.organisation_id for party in meeting.partnership.binding_parties()]
    seats = Membership.objects.current().with_role(*RELEASERS).filter(organisation__in=houses).select_related("person")
    notice.tell(
        [seat.person for seat in seats if seat.person_id != by.pk],
        key=f"minutes:{meeting.pk}:{meeting.edition}:sent",
        subject=gettext_lazy("Minutes to read and release: %(meeting)s"),
        template="mail/release/sent.txt",
        context={"meeting": meeting, "sender": by},
    )
