"""The secret of an invitation: 256 random bits in the link, their SHA-256 in the database."""

import hashlib
import secrets

from partnerships.organisation.models import Invitation


def new() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_behind(token: str, *, locked: bool = False) -> Invitation | None:
    """The open invitation this link leads to; None alike for unknown, used, expired and withdrawn."""
    invitations = Invitation.objects.select_related("organisation", "invited_by")
    if locked:
        invitations = invitations.select_for_update(of=("self",))
    invitation = invitations.filter(token_hash=digest(token)).first()
    return invitation if invitation and invitation.is_open and invitation.organisation.is_active else None
