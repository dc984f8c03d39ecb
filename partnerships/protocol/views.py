from django.http import FileResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from partnerships.annex.views import SANDBOX
from partnerships.base import files
from partnerships.base.verdict import Refused
from partnerships.meeting.models import Meeting
from partnerships.meeting.pages import meeting_of
from partnerships.protocol.models import AREA, MinutesPaper


def paper(request, pk):
    """The PDF of released minutes: the same bytes for ever, or nothing at all."""
    meeting = meeting_of(request, pk)
    if meeting.state != Meeting.State.RELEASED:
        raise Refused(_("The PDF is made when both sides have released the minutes."))
    found = MinutesPaper.objects.visible_to(request.user).filter(meeting=meeting).exclude(file="").first()
    if found is None:
        raise Refused(_("The PDF is being made. Please try again in a minute."))
    path = files.path_of(AREA, found.file)
    if not path.is_file() or files.sha256_of(path) != found.sha256:
        raise Refused(_("The file is not there at the moment. Please tell those who run the portal."))
    name = f"{slugify(meeting.title)}-{_('released')}.pdf"
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
    response["Content-Security-Policy"] = SANDBOX
    return response
