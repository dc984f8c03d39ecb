"""What the page of a partnership shows of its meetings."""

from django.db.models import DurationField, ExpressionWrapper, F, FloatField
from django.db.models.functions import Abs, Extract
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.prepared import NOW, Param, PreparedRows
from partnerships.meeting import rules
from partnerships.meeting.models import Meeting
from partnerships.meeting.turn import turn_of
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.partnership.sections import Panel, panel


def _near():
    """Those of a partnership that begin nearest to now."""
    distance = Extract(ExpressionWrapper(F("starts_at") - NOW, output_field=DurationField()), "epoch")
    rows = Meeting.objects.visible_to(ANYONE).filter(partnership=Param("partnership", "uuid")).for_list().with_my_parties(ANYONE)
    return rows.order_by(Abs(distance, output_field=FloatField()))[:6]


_NEAR = PreparedRows(_near)


@panel(order=60)
def meetings(partnership, person) -> Panel:
    """The next meetings and the last ones, nearest to today, with whose turn it is: of a series planned far ahead only what is near."""
    found = _NEAR.rows(values_of(person, partnership=partnership.pk))
    rows = sorted(found, key=lambda meeting: meeting.starts_at, reverse=True)
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
