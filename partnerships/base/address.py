"""Addresses of pages and rows, for places that need hundreds: the URL of a page is looked up once, then filled in."""

from functools import cache
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, reverse

_ANY = UUID(int=0)


def address(page: str, pk=None) -> str:
    """What reverse(page, args=[pk]) says, in a tenth of the time; without a row what reverse(page) says."""
    if pk is None:
        return _page(page, get_script_prefix(), settings.ROOT_URLCONF)
    before, after = _around(page, get_script_prefix(), settings.ROOT_URLCONF)
    return f"{before}{pk}{after}"


@cache
def _page(page: str, _prefix: str, _urlconf) -> str:
    return reverse(page)


@cache
def _around(page: str, _prefix: str, _urlconf) -> tuple[str, str]:
    before, _id, after = reverse(page, args=[_ANY]).partition(str(_ANY))
    return before, after
