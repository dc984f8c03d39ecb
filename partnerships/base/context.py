"""What every template knows: navigation, acting organisation, theme, whether this is demo data."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from partnerships.base import nav

_THEMES = frozenset({"light", "dark"})


def portal(request) -> dict:
    theme = request.COOKIES.get("theme", "")
    return {
        "demo": settings.DEMO,
        "theme": theme if theme in _THEMES else "",
        "base_url": settings.BASE_URL,
        "nav": SimpleLazyObject(lambda: _nav(request)),
        "standing": SimpleLazyObject(lambda: _standing(request)),
    }


def _nav(request) -> list[dict]:
    items = []
    for name, label, icon in nav.MAIN:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        active = request.path == url or request.path.startswith((*nav.BELOW.get(name, ()), *([url] if url != "/" else [])))
        items.append({"url": url, "label": label, "icon": icon, "active": active})
    return items


def _standing(request):
    return getattr(request, "standing", None)
