from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.addendum.models import Addendum
from partnerships.addendum.rules import may_propose
from partnerships.meeting.models import Meeting
from partnerships.meeting.sections import Panel, panel


@panel(order=3)
def addenda(meeting, person) -> Panel | None:
    """What was corrected or added since both sides have released the minutes, and how one proposes that."""
    if meeting.state != Meeting.State.RELEASED:
        return None
    rows = list(Addendum.objects.visible_to(person).filter(meeting=meeting).select_related("organisation").order_by("number", "id"))
    may = may_propose(person, meeting)
    if not rows and not may:
        return None
    for row in rows:
        row.meeting = meeting
    return Panel(
        _("Addenda"),
        "partnerships/addendum/panel.html",
        {"addenda": rows},
        new_url=reverse("meeting_addendum_add", args=[meeting.pk]) if may else "",
        new_label=_("Propose an addendum"),
    )
