"""What holds for every request: headers, language, a refusal becoming a message, and a form that outlives its session."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from partnerships.base import clock
from partnerships.base.verdict import Refused

CONTENT_SECURITY_POLICY = "; ".join(  # noqa: FLY002 - one directive a line
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self)"


class SecurityHeadersMiddleware:
    """The strict Content-Security-Policy on everything; no-store on every page that is not a static file."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class MethodMiddleware:
    """GET and HEAD read, POST does something, and there is nothing else: no view is asked by any other method."""

    METHODS = ("GET", "HEAD", "POST")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request) if request.method in self.METHODS else HttpResponseNotAllowed(self.METHODS)


class LanguageMiddleware:
    """The language a person chose in the profile, else the cookie's, else the browser's, else German."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.user.language if request.user.is_authenticated else ""
        with translation.override(chosen or translation.get_language_from_request(request)):
            request.LANGUAGE_CODE = translation.get_language()
            with timezone.override(settings.TIME_ZONE):
                response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response


def back(request) -> str:
    """The page the person came from, if it is one of ours, else the home page."""
    referer = request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(referer)
        # "//elsewhere" would be another host to a browser
        return f"/{parts.path.lstrip('/')}" + (f"?{parts.query}" if parts.query else "")
    return resolve_url(settings.LOGIN_REDIRECT_URL)


class RefusedMiddleware:
    """An action's no becomes a message on the page that cures it or the one one came from, or a 409 fragment for htmx."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if request.htmx:
            answer = render(request, "refused.html", {"reason": exception.reason, "remedy": exception.remedy}, status=409)
            # the sentence goes where messages stand; what was on the page stays as it is
            answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#messages", "innerHTML"
            return answer
        messages.error(request, exception.reason)
        target = exception.remedy or back(request)
        if request.method in ("GET", "HEAD") and target == request.get_full_path():
            target = resolve_url(settings.LOGIN_REDIRECT_URL)
        return HttpResponseRedirect(target)


STASH = "stash"
STASH_BYTES = 2_000_000  # an agreement at its longest, umlauts encoded
STASH_FOR = timedelta(minutes=30)
NEVER_STASHED = ("account/", "operator/")  # passwords and codes live there
CARRIED = ("edition", "seen", "shown")  # nobody types these, but a form filled in again must know what its writer had read
LAST = "last-person"  # signed cookie: who was signed in here last, so that nobody else gets what was typed


class StashMiddleware:
    """A form sent after the session has ended is kept for 30 minutes and filled in again after the same person has signed in.

    Views read it by pages.form_data(request), which takes it out; nothing is done with it until the person sends the form again. htmx is
    led to the sign-in as a whole page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.stashed = _Stash(request)
        response = self.get_response(request)
        if request.user.is_authenticated and _last_person(request) != str(request.user.pk):
            response.set_signed_cookie(
                LAST, str(request.user.pk), max_age=30 * 86_400, httponly=True, samesite="Lax", secure=settings.HTTPS
            )
        return response

    def process_view(self, request, view_func, view_args, view_kwargs) -> HttpResponse | None:
        if request.user.is_authenticated or not getattr(view_func, "login_required", True):
            return None
        here = request.htmx.current_url_abs_path or "/" if request.htmx else back(request)
        page = request.get_full_path() if _answers_get(request.path) and not request.htmx else here
        if request.method == "POST":
            self.keep(request, page)
        elif not request.htmx:
            return None
        return HttpResponseClientRedirect(_sign_in(page)) if request.htmx else HttpResponseRedirect(_sign_in(page))

    def keep(self, request, page: str) -> None:
        """Keep what was typed, if there is something and it is known whose it is; say which of both."""
        typed, who = _typed(request.POST), _last_person(request)
        body, words = typed.urlencode(), any(value for name, value in typed.items() if name not in CARRIED)
        if not words or not who or len(body) > STASH_BYTES or request.resolver_match.route.startswith(NEVER_STASHED):
            messages.info(request, _("Your session had ended. Please sign in again."))
            return
        until = (clock.now() + STASH_FOR).timestamp()
        request.session[STASH] = {"path": urlsplit(page).path, "body": body, "until": until, "who": who}
        messages.info(request, _("Your session had ended. Please sign in again; nothing you typed is lost."))


class _Stash:
    """What was typed on this page before the session ended; read once."""

    def __init__(self, request):
        self.request = request

    def take(self) -> QueryDict | None:
        """The entries, if they were typed on this page by this person in the last half hour; they are told of and gone from the session."""
        request = self.request
        stash = request.session.get(STASH) if request.user.is_authenticated and request.method == "GET" else None
        if not stash or stash["path"] != request.path:
            return None
        del request.session[STASH]
        if stash["until"] <= clock.now().timestamp() or stash.get("who") != str(request.user.pk):
            return None
        messages.info(request, _("You are signed in again. Your entries are still here: please check them and send them once more."))
        return QueryDict(stash["body"])


def _last_person(request) -> str | None:
    return request.get_signed_cookie(LAST, default=None)


def _typed(sent: QueryDict) -> QueryDict:
    """What a person typed, and never what opens the door; files must be chosen again."""
    kept = sent.copy()
    for name in list(kept):
        if name in ("csrfmiddlewaretoken", "once", "do") or "password" in name:
            del kept[name]
    return kept


def _sign_in(then: str) -> str:
    query = QueryDict(mutable=True)
    query["next"] = then
    return f"{resolve_url(settings.LOGIN_URL)}?{query.urlencode(safe='/')}"


def _answers_get(path: str) -> bool:
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    return not getattr(view, "post_only", False)
