from django.http import Http404
from django.utils.translation import gettext_lazy as _

from partnerships.base.pages import PER_PAGE, page_of, render_page, summed_page_of
from partnerships.journal.models import LISTED, Entry
from partnerships.todo.registry import Reader, first_todos
from projects.home.figures import figures_of
from projects.home.welcome import greeting, next_step

SHOWN = 8  # of each list; the others on a page of their own
FARTHEST = 10_000  # page
WAITING = {
    "me": _("What waits for me?"),
    "us": _("What waits in my house?"),
    "them": _("What waits for the other side – since when?"),
    "coming": _("What is coming up?"),
}


def home(request):
    """What waits for me, for my house, for the other side; what comes. What happened comes after, by htmx."""
    me = Reader(request.user)
    figures, todos = figures_of(me), first_todos(me, SHOWN)
    context = {
        "greeting": greeting(),
        "figures": figures,
        "todos": todos,
        "step": None if figures["read"] else next_step(request.user),
        "works": bool(figures["partnerships"] or any(todos.values())),
    }
    return render_page(request, "projects/home/home.html", context)


def waiting(request, who):
    """All that the start page shows the first of."""
    if who not in WAITING:
        raise Http404
    todos = first_todos(Reader(request.user), PER_PAGE * _page_number(request), keys=[who])[who]
    page = page_of(request, todos, count=todos.total)
    return render_page(request, "projects/home/waiting.html", {"heading": WAITING[who], "page": page}, fragment="rows")


def _page_number(request) -> int:
    """The page asked for; nonsense is the first."""
    asked = request.GET.get("page", "")
    return min(int(asked[:9]), FARTHEST) or 1 if asked.isdecimal() else 1


def lately(request):
    """What happened in all of one's partnerships; as a fragment, the last few lines for the start page."""
    lines = Entry.objects.visible_to(request.user).newest_first()
    page, _sums = summed_page_of(request, lines, {}, LISTED, {}, size=8 if request.htmx else 25)
    return render_page(request, "projects/home/lately.html", {"page": page}, fragment="lines")
