"""The PDF of released minutes, made once."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.consent.models import canonical, digest_of
from partnerships.meeting.models import Meeting
from partnerships.paper.build import MismatchError, make_of, sealed
from partnerships.paper.pdf import write_signed
from partnerships.paper.text import LANGUAGE
from partnerships.protocol.models import AREA, MinutesPaper
from partnerships.protocol.text import confirmations_of, minutes_text


def make(paper_id) -> bool:
    """Make the file of a waiting row; False when there was nothing to do."""
    return make_of(MinutesPaper, paper_id, area=AREA, write=_write)


def _write(paper: MinutesPaper, path) -> str:
    meeting = Meeting.objects.select_related("partnership").get(pk=paper.meeting_id)
    content, confirmations = meeting.content(), confirmations_of(meeting)
    digests = {paper.digest, meeting.digest_released, digest_of(content), *(each.digest for each in confirmations)}
    if len(digests) != 1:
        raise MismatchError(f"the minutes of {meeting} are not those that were released: {sorted(digests)}")
    with override(LANGUAGE):
        words = {
            "signed": _("Released by"),
            "method": _(
                "Documented consent in text form: each person was signed in to the portal, had these minutes before them and released them"
                " for their organisation. Nothing in them changes any more; what has to be corrected is said in an"
                " addendum, which both sides confirm and which has a PDF of its own."
            ),
            "digest_title": _("Checksum of the minutes (SHA-256)"),
            "digest": _("Each of the releases above was given to exactly these minutes. Their content is attached to this file."),
        }
    write_signed(minutes_text(meeting, confirmations), path, content=canonical(content), words=words)
    return sealed(path)
