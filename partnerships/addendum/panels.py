from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.addendum.models import Addendum
from partnerships.addendum.rules import may_propose
from partnerships.base.nested import revived
from partnerships.meeting.models import Meeting
from partnerships.meeting.sections import Panel, panel


@panel(order=3)
def addenda(meeting, person) -> Panel | None:
    """What was corrected or added since both sides have released the minutes; no query: with_outcomes() brought it."""
    if meeting.state != Meeting.State.RELEASED:
        return None
    inside = meeting.partnership.party_of(person) is not None
    rows = [each for each in revived(Addendum, meeting.added) if inside or each.state == Addendum.State.AGREED]
    may = may_propose(person, meeting)
    if not rows and not may:
        return None
    return Panel(
        _("Addenda"),
        "partnerships/addendum/panel.html",
        {"addenda": rows},
        new_url=reverse("meeting_addendum_add", args=[meeting.pk]) if may else "",
        new_label=_("Propose an addendum"),
    )
