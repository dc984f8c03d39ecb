"""A paper that was made once, handed out."""

from django.http import FileResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from partnerships.annex.views import SANDBOX
from partnerships.base import files
from partnerships.base.verdict import Refused
from partnerships.paper.models import MadePaper


def sent(paper: MadePaper | None, area: str, *, title: str) -> FileResponse:
    """The same bytes for ever, always a download; refused with a sentence where it is not made yet or not there."""
    if paper is None:
        raise Refused(_("The PDF is being made. Please try again in a minute."))
    path = files.path_of(area, paper.file)
    if not path.is_file() or files.sha256_of(path) != paper.sha256:
        raise Refused(_("The file is not there at the moment. Please tell those who run the portal."))
    response = FileResponse(path.open("rb"), as_attachment=True, filename=f"{slugify(title)}.pdf", content_type="application/pdf")
    response["Content-Security-Policy"] = SANDBOX
    return response
