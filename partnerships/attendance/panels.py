from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from partnerships.attendance.models import Invite
from partnerships.attendance.rules import may_answer
from partnerships.base.prepared import Param, PreparedRows
from partnerships.meeting.models import Meeting, Participant
from partnerships.meeting.sections import Panel, panel


def _people():
    own = Q(person=OuterRef("person")) | Q(person=None, email=OuterRef("email"))
    invite = Invite.objects.filter(own, meeting=OuterRef("meeting"), withdrawn_at=None)
    rows = Participant.objects.filter(meeting=Param("meeting", "uuid")).select_related("organisation")
    return rows.annotate(answer=Subquery(invite.values("answer")[:1]), told=Subquery(invite.values("told")[:1]))


_PEOPLE = PreparedRows(_people)


@panel(order=20)
def answers(meeting, person) -> Panel | None:
    """Who comes, as far as one knows; one's own answer with a click."""
    if meeting.state != Meeting.State.PLANNED or meeting.is_over or meeting.partnership.party_of(person) is None:
        return None
    people = _PEOPLE.rows({"meeting": meeting.pk})
    for row in people:
        row.word = Invite.Answer(row.answer or "").label
    mine = next((row for row in people if row.person_id == person.pk), None)
    context = {"people": people, "mine": mine, "may": may_answer(meeting), "choices": Invite.Answer.choices[1:]}
    return Panel(_("Who comes?"), "partnerships/attendance/panel.html", context)
