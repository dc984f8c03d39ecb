from django.utils.translation import gettext as _

from partnerships.export import actions as exports
from partnerships.export.cells import as_text
from partnerships.export.document import Type
from partnerships.export.models import Export
from projects.report.exports import PartnershipReport


def ask_report(*, partnership, starts_on, ends_on, parts, format, by) -> Export:  # noqa: A002 - the form's word
    """Have the report of a partnership built; `parts` of PARTS, `format` pdf, xlsx or csv."""
    title = _("Report %(partnership)s, %(start)s to %(end)s") % {
        "partnership": partnership.title,
        "start": as_text(starts_on, Type.DATE),
        "end": as_text(ends_on, Type.DATE),
    }
    params = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat(), "parts": list(parts)}
    return exports.ask(kind=PartnershipReport.kind, file_format=format, title=title, params=params, partnership=partnership, by=by)
