"""What the page of a partnership shows of its meetings."""

from django.db.models import FloatField, Value
from django.db.models.functions import Abs, Extract
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.meeting import rules
from partnerships.meeting.models import Meeting
from partnerships.meeting.turn import turn_of
from partnerships.partnership.sections import Panel, panel


def _distance() -> Abs:
    """How far from now it begins, in seconds."""
    return Abs(Extract("starts_at", "epoch") - Value(clock.now().timestamp()), output_field=FloatField())


@panel(order=60)
def meetings(partnership, person) -> Panel:
    """The next meetings and the last ones, nearest to today, with whose turn it is: of a series planned far ahead only what is near."""
    found = Meeting.objects.visible_to(person).filter(partnership=partnership).for_list().with_my_parties(person)
    rows = sorted(found.order_by(_distance())[:6], key=lambda meeting: meeting.starts_at, reverse=True)
    for meeting in rows:
        meeting.turn = turn_of(meeting, person)
    upcoming = [row for row in reversed(rows) if row.ends_at >= clock.now() and row.state != Meeting.State.CANCELLED]
    query = f"?partnership={partnership.pk}"
    return Panel(
        _("Meetings"),
        "partnerships/meeting/panel.html",
        {"upcoming": upcoming, "past": [row for row in rows if row not in upcoming], "decisions_url": reverse("decision_list") + query},
        more_url=reverse("meeting_list") + query + "&when=upcoming",
        new_url=reverse("meeting_create") + query if rules.may_plan(person, partnership) else "",
        new_label=_("Plan a meeting"),
    )
