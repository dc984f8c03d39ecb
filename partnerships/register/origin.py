"""What is made on a page that was opened from a decision is linked with it: the decision names it, and its history the decision.

A middleware, so that no page that makes something has to know of decisions: it looks at where a page guarded by @once leads after it has
made something. What only one house sees so far is linked for that house alone, until the other side sees it too, see tasks.py.
"""

from urllib.parse import urlsplit

from django.apps import apps
from django.contrib import messages
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.meeting.models import Decision
from partnerships.meeting.pages import uuid_of
from partnerships.meeting.shapes import Thing
from partnerships.register import actions

APPS = ("partnerships", "neighbourhoods", "projects")


class OriginMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "POST" and "decision" in request.GET and response.status_code == 302 and _makes(request):
            _link(request, response["Location"])
        return response


def _makes(request) -> bool:
    match = request.resolver_match
    return request.user.is_authenticated and bool(match and getattr(match.func, "makes_once", False))


def _link(request, where: str) -> None:
    rows = Decision.objects.visible_to(request.user).select_related("meeting", "partnership")
    decision = rows.filter(pk=uuid_of(request.GET["decision"])).first()
    made = _made(where, request.user)
    if decision is None or made is None:
        return
    internal = not _is_shared(made, decision.partnership, request.user)
    try:
        actions.link(decision, about=Thing(made._meta.label, made.pk, str(made)), internal=internal, by=request.user)
    except Refused as refused:
        messages.warning(request, refused.reason)
        return
    if internal:
        later = _("The other side does not see this yet. As soon as it does, it reads on decision %(number)s that this comes of it.")
        messages.info(request, later % {"number": decision})


def _is_shared(made, partnership, person) -> bool:
    """Does the journal tell both sides of it? Some things it tells of with the thing they belong to."""
    subject = getattr(made, made.TOLD_WITH) if hasattr(made, "TOLD_WITH") else made
    return Entry.objects.visible_to(person).about(subject).filter(partnership=partnership, internal_to=None).exists()


def _made(where: str, person):
    """The thing the answer leads to; none where it leads to a list, or elsewhere."""
    try:
        match = resolve(urlsplit(where).path)
    except Resolver404:
        return None
    name = (match.url_name or "").rpartition("_")[0]
    known = {model._meta.model_name: model for label in APPS for model in apps.get_app_config(label).get_models()}
    model = known.get(name)
    return model.objects.visible_to(person).filter(pk=match.kwargs.get("pk")).first() if model else None
