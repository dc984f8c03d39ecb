from django.utils.translation import gettext as _

from partnerships.export import actions as exports
from partnerships.export.models import Export
from partnerships.paper.exports import EditionPaper
from partnerships.paper.text import LANGUAGE


def ask_paper(edition, *, file_format: str, by) -> Export:
    """Have an edition written as PDF or Word; a worker builds it."""
    agreement = edition.agreement
    return exports.ask(
        kind=EditionPaper.kind,
        file_format=file_format,
        title=_("%(title)s, edition %(number)d") % {"title": edition.name, "number": edition.number},
        params={"agreement": str(agreement.pk), "edition": edition.number},
        partnership=agreement.partnership,
        language=LANGUAGE,
        by=by,
    )
