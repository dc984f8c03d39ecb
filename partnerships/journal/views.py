"""The journal of a partnership."""

from partnerships.base.pages import render_page, summed_page_of
from partnerships.journal.filters import EntryFilter
from partnerships.journal.models import LISTED, Entry
from partnerships.partnership.reading import read_or_404

LATEST = 6


def index(request, pk):
    """What happened in a partnership; asked for the fragment `latest`, only the newest lines."""
    partnership = read_or_404(request.user, pk)
    entries = Entry.objects.visible_to(request.user).filter(partnership=partnership).newest_first()
    if "latest" in request.GET:
        context = {"partnership": partnership, "entries": entries.for_timeline()[:LATEST]}
        return render_page(request, "partnerships/journal/latest.html", context, fragment="lines")
    found = EntryFilter(request.GET, entries, request=request)
    page, _sums = summed_page_of(request, found.qs, {}, LISTED, {})
    context = {"partnership": partnership, "filter": found, "page": page}
    return render_page(request, "partnerships/journal/index.html", context, fragment="rows")
