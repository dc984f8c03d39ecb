"""Addresses that open one thing without signing in: made from the secret of the installation, kept as their SHA-256 only.

The same row with the same nonce gives the same token, so that its owner can be shown the address again and a second letter carries the
same link; a new nonce makes the old address worthless.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode

from django.utils.crypto import salted_hmac


def nonce() -> str:
    return secrets.token_hex(16)


def token_of(purpose: str, pk, nonce_: str) -> str:
    """256 bits as 43 letters fit for an address."""
    mac = salted_hmac(f"augenhoehe.{purpose}", f"{pk}:{nonce_}", algorithm="sha256").digest()
    return urlsafe_b64encode(mac).decode().rstrip("=")


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
