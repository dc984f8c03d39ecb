"""Posting a form that carries a one-time token; what is done once for several stories."""

from contextlib import contextmanager
from uuid import uuid4

from django.db import transaction


def post(client, url: str, data: dict | None = None, **extra):
    """POST with a fresh one-time token unless the data brings one."""
    return client.post(url, {"once": str(uuid4())} | (data or {}), **extra)


def body(response) -> bytes:
    """The whole answer, a file's too, read to its end as a browser does."""
    return b"".join(response.streaming_content) if response.streaming else response.content


@contextmanager
def undone():
    """Afterwards the database is as before, whatever happened meanwhile."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
