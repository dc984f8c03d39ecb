"""Pages that belong to no slice."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import check_for_language
from django.views.decorators.csrf import requires_csrf_token

from partnerships.base import gallery
from partnerships.base.middleware import back
from partnerships.base.outage import PATIENCE_SECONDS, database_is_away
from partnerships.base.pages import post_only

TOO_OFTEN_SECONDS = 300  # the longest pause of the rate limits


def keep_language(response: HttpResponse, language: str) -> HttpResponse:
    """Keep the language in a cookie, also for the pages before signing in; none: the browser's language holds again."""
    name = settings.LANGUAGE_COOKIE_NAME
    if language:
        response.set_cookie(name, language, max_age=31_536_000, samesite="Lax", secure=settings.HTTPS, httponly=True)
    else:
        response.delete_cookie(name, samesite="Lax")
    return response


@login_not_required
@post_only
def set_language(request):
    """Keep the language in a cookie and, for a person signed in, in the profile."""
    response = HttpResponseRedirect(back(request))
    language = request.POST.get("language", "")
    if check_for_language(language) and language in dict(settings.LANGUAGES):
        keep_language(response, language)
        if request.user.is_authenticated:
            request.user.language = language
            request.user.save(update_fields=["language"])
    return response


@login_not_required
def practice(request):
    """The case from practice that the portal started from, with its sources."""
    return render(request, "pages/practice.html")


@login_not_required
def accessibility(request):
    return render(request, "pages/accessibility.html")


@requires_csrf_token
def forbidden(request, exception=None) -> HttpResponse:
    return render(request, "403.html", status=403)


@requires_csrf_token
def not_found(request, exception=None) -> HttpResponse:
    """The same page for what is not there and for what is not yours, byte for byte."""
    return render(request, "404.html", status=404)


@requires_csrf_token
def server_error(request) -> HttpResponse:
    """What went wrong is in the log. Asks nothing of the database, which may be what is away; a fragment for htmx."""
    status = 503 if database_is_away(sys.exc_info()[1]) else 500
    template = f"{status}.html#sentence" if getattr(request, "htmx", False) else f"{status}.html"
    language = getattr(request, "LANGUAGE_CODE", "") or translation.get_language_from_request(request)
    with translation.override(language):
        response = render(request, template, status=status)
    response.headers["Content-Language"] = language
    if status == 503:
        response.headers["Retry-After"] = str(PATIENCE_SECONDS)
    return response


@requires_csrf_token
def too_often(request) -> HttpResponse:
    """The answer of the rate limits."""
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = str(TOO_OFTEN_SECONDS)
    return response


def csrf_failure(request, reason="") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


@login_not_required
def styleguide(request):
    """Every component in every state, for developers; routed with DEBUG and in tests only."""
    return render(request, "pages/styleguide.html", gallery.context())
