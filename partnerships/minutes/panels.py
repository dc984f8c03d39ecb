from django.utils.translation import gettext as _

from partnerships.meeting.models import Meeting
from partnerships.meeting.sections import Panel, panel
from partnerships.minutes.models import InternalNote
from partnerships.minutes.rules import may_keep_notes


@panel(order=80)
def internal_notes(meeting, person) -> Panel | None:
    """What one's own house noted for itself; others are not told that there is such a thing."""
    party = meeting.partnership.party_of(person)
    if party is None or meeting.state == Meeting.State.CANCELLED:
        return None
    rows = InternalNote.objects.visible_to(person).filter(meeting=meeting, organisation=party.organisation_id).order_by("item__order", "pk")
    context = {"notes": rows, "organisation": party.organisation, "may": may_keep_notes(person, meeting)}
    return Panel(_("Internal notes"), "partnerships/minutes/panel.html", context)
