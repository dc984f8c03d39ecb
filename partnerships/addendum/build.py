"""The PDF of an agreed addendum, made once."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.addendum.models import AREA, Addendum, AddendumPaper
from partnerships.addendum.text import addendum_text
from partnerships.consent.models import canonical, digest_of
from partnerships.paper.build import MismatchError, make_of, sealed
from partnerships.paper.pdf import write_signed
from partnerships.paper.text import LANGUAGE
from partnerships.protocol.text import confirmations_of


def make(paper_id) -> bool:
    """Make the file of a waiting row; False when there was nothing to do."""
    return make_of(AddendumPaper, paper_id, area=AREA, write=_write)


def _write(paper: AddendumPaper, path) -> str:
    addendum = Addendum.objects.select_related("meeting", "partnership").get(pk=paper.addendum_id)
    content, confirmations = addendum.content(), confirmations_of(addendum)
    digests = {paper.digest, addendum.digest_agreed, digest_of(content), *(each.digest for each in confirmations)}
    if len(digests) != 1:
        raise MismatchError(f"{addendum} is not what was agreed on: {sorted(digests)}")
    with override(LANGUAGE):
        words = {
            "term": _("What it belongs to"),
            "signed": _("Confirmed by"),
            "method": _(
                "Documented consent in text form: each person was signed in to the portal, had this addendum before them and confirmed it"
                " for their organisation. The minutes themselves stay as they were released."
            ),
            "digest_title": _("Checksum of the addendum (SHA-256)"),
            "digest": _("Each of the confirmations above was given to exactly this addendum. Its content is attached to this file."),
        }
    write_signed(addendum_text(addendum, confirmations), path, content=canonical(content), words=words)
    return sealed(path)
