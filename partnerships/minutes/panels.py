from django.utils.translation import gettext as _

from partnerships.base.prepared import Param, PreparedRows
from partnerships.meeting.models import Meeting
from partnerships.meeting.sections import Panel, panel
from partnerships.minutes.models import InternalNote
from partnerships.minutes.rules import may_keep_notes
from partnerships.organisation.standing import ANYONE, values_of


def _notes():
    of_house = {"meeting": Param("meeting", "uuid"), "organisation": Param("organisation", "uuid")}
    return InternalNote.objects.visible_to(ANYONE).filter(**of_house).order_by("item__order", "pk")


_NOTES = PreparedRows(_notes)


@panel(order=80)
def internal_notes(meeting, person) -> Panel | None:
    """What one's own house noted for itself; others are not told that there is such a thing."""
    party = meeting.partnership.party_of(person)
    if party is None or meeting.state == Meeting.State.CANCELLED:
        return None
    rows = _NOTES.rows(values_of(person, meeting=meeting.pk, organisation=party.organisation_id))
    context = {"notes": rows, "organisation": party.organisation, "may": may_keep_notes(person, meeting)}
    return Panel(_("Internal notes"), "partnerships/minutes/panel.html", context)
