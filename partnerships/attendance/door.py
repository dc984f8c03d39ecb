"""The one way from a link to its invitation."""

from partnerships.attendance.models import Invite
from partnerships.base import tokens


def invite_behind(token: str) -> Invite | None:
    rows = Invite.objects.filter(token_hash=tokens.digest(token)).select_related("meeting__partnership", "meeting__organisation")
    return rows.first()
