"""The one way from a secret address to the person whose calendar it is."""

from partnerships.base import tokens
from partnerships.feed.models import Feed


def person_behind(token: str):
    feed = Feed.objects.filter(token_hash=tokens.digest(token), revoked_at=None, person__is_active=True).select_related("person").first()
    return feed.person if feed else None
