from datetime import timedelta

from partnerships.base import clock
from partnerships.once.models import Token
from partnerships.work.registry import daily

KEPT = timedelta(days=7)


@daily
def forget_tokens(day) -> None:
    """A form sent a week ago is not sent a second time."""
    Token.objects.filter(used_at__lt=clock.now() - KEPT).delete()
