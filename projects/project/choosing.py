"""In which partnership something new is brought in: named by the address or the form, the only one, or asked for on a page."""

from uuid import UUID

from django.http import Http404

from partnerships.base.pages import form_data
from partnerships.partnership.models import Partnership
from partnerships.partnership.reading import to_work_in, worked_on_or_404


def chosen(request) -> tuple[Partnership | None, list[Partnership]]:
    """The partnership the request names, or the only one there is; and what there is to choose from when that is not clear."""
    named = (form_data(request) or {}).get("partnership") or request.GET.get("partnership", "")
    found = _named(request.user, named)
    if found:
        return found, []
    offered = to_work_in(request.user)
    return (offered[0], []) if len(offered) == 1 and not named else (None, offered)


def _named(person, text: str) -> Partnership | None:
    """An active one that this person works in."""
    try:
        found = worked_on_or_404(person, UUID(text))
    except (ValueError, Http404):
        return None
    return found if found.state == Partnership.State.ACTIVE else None
