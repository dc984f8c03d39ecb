from django.http import Http404
from django.utils.translation import gettext_lazy as _

from partnerships.base.pages import page_of, render_page
from partnerships.journal.models import Entry
from partnerships.todo.registry import todos_of
from projects.home.figures import figures_of
from projects.home.welcome import greeting, next_step

WAITING = {
    "me": _("What waits for me?"),
    "us": _("What waits in my house?"),
    "them": _("What waits for the other side – since when?"),
    "coming": _("What is coming up?"),
}


def home(request):
    """What waits for me, for my house, for the other side; what comes. What happened comes after, by htmx."""
    figures, todos = figures_of(request.user), todos_of(request.user)
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
    page = page_of(request, todos_of(request.user)[who])
    return render_page(request, "projects/home/waiting.html", {"heading": WAITING[who], "page": page}, fragment="rows")


def lately(request):
    """What happened in all of one's partnerships; as a fragment, the last few lines for the start page."""
    lines = Entry.objects.visible_to(request.user).for_timeline()
    return render_page(
        request, "projects/home/lately.html", {"page": page_of(request, lines, size=8 if request.htmx else 25)}, fragment="lines"
    )
