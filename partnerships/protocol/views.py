from django.utils.translation import gettext as _

from partnerships.base.verdict import Refused
from partnerships.meeting.models import Meeting
from partnerships.meeting.pages import meeting_of
from partnerships.paper.download import sent
from partnerships.protocol.models import AREA, MinutesPaper


def paper(request, pk):
    """The PDF of released minutes: the same bytes for ever, or nothing at all."""
    meeting = meeting_of(request, pk)
    if meeting.state != Meeting.State.RELEASED:
        raise Refused(_("The PDF is made when both sides have released the minutes."))
    found = MinutesPaper.objects.visible_to(request.user).filter(meeting=meeting).exclude(file="").first()
    return sent(found, AREA, title=f"{meeting.title} {_('released')}")
