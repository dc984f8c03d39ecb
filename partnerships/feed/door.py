"""The one way from a secret address to the person whose calendar it is."""

from partnerships.base import tokens
from partnerships.base.prepared import Param, PreparedRows
from partnerships.feed.models import Feed


def _good():
    digest = Param("digest", "text")
    return Feed.objects.filter(token_hash=digest, revoked_at=None, person__is_active=True).select_related("person")


_GOOD = PreparedRows(_good)


def person_behind(token: str):
    feed = _GOOD.first({"digest": tokens.digest(token)})
    return feed.person if feed else None
