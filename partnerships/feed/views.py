import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from partnerships.base.ical import feed as calendar_of
from partnerships.base.pages import post_only, render_page
from partnerships.feed import actions
from partnerships.feed.door import person_behind
from partnerships.feed.models import Feed
from partnerships.feed.registry import events_of


def mine(request):
    """One's own calendar address: shown, made new, withdrawn."""
    feed = next((each for each in Feed.objects.visible_to(request.user) if each.is_good), None)
    address = settings.BASE_URL.rstrip("/") + reverse("feed", args=[feed.token]) if feed else ""
    return render_page(request, "partnerships/feed/mine.html", {"feed": feed, "address": address})


@post_only
def renew(request):
    actions.renew(by=request.user)
    messages.success(request, _("Here is your new calendar address. An older one no longer works."))
    return redirect("feed_mine")


@post_only
def revoke(request):
    actions.revoke(by=request.user)
    messages.success(request, _("The calendar address no longer works."))
    return redirect("feed_mine")


@login_not_required
@require_safe
def show(request, token):
    """The calendar itself, for calendar programs: whoever knows the address reads it. Unknown and withdrawn look alike."""
    person = person_behind(token)
    if person is None:
        raise Http404
    with override(person.language or settings.LANGUAGE_CODE):
        text = calendar_of(_("Augenhöhe – my dates"), events_of(person))
    body = text.encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Content-Disposition"] = 'inline; filename="augenhoehe.ics"'
    response.headers["Cache-Control"] = "no-store, private"
    return get_conditional_response(request, etag=etag, response=response)
