from django.utils.translation import gettext as _

from partnerships.base.nested import revived
from partnerships.meeting.sections import Panel, panel
from partnerships.organisation.models import Organisation
from partnerships.passage import rules
from partnerships.passage.models import Wish


@panel(order=5)
def wishes(meeting, person) -> Panel | None:
    """What was asked to be changed in these minutes, passage by passage, and what became of it; no query: with_outcomes() brought it."""
    if meeting.partnership.party_of(person) is None or not meeting.wished:
        return None
    rows = revived(Wish, meeting.wished)
    for row in rows:
        row.meeting, row.organisation = meeting, Organisation(pk=row.organisation_id, short_name=row.house, name=row.house)
        row.settle, row.differ = rules.may_settle(person, row), rules.may_differ(person, row)
    return Panel(_("Requested changes"), "partnerships/passage/panel.html", {"wishes": rows})
