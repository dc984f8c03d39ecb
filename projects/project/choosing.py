"""In which partnership something new is brought in: named by the address or the form, the only one, or asked for on a page."""

from uuid import UUID

from partnerships.base.names import by_name
from partnerships.base.pages import form_data
from partnerships.partnership.models import Partnership


def choices(person):
    """The active partnerships this person works in."""
    return Partnership.objects.worked_on_by(person).filter(state=Partnership.State.ACTIVE).order_by(*by_name("title"))


def chosen(request) -> tuple[Partnership | None, list[Partnership]]:
    """The partnership the request names, or the only one there is; and what there is to choose from when that is not clear."""
    named = (form_data(request) or {}).get("partnership") or request.GET.get("partnership", "")
    try:
        found = choices(request.user).with_parties().filter(pk=UUID(named)).first()
    except ValueError:
        found = None
    if found:
        return found, []
    offered = list(choices(request.user).with_parties())
    return (offered[0], []) if len(offered) == 1 and not named else (None, offered)
