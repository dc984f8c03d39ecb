"""The signed PDF, made once: claim the row, write, seal, give the file its place, finish the row.

Safe to run twice, to be killed, to fail.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db.models import F

from partnerships.agreement.edition import Edition
from partnerships.base import clock, files
from partnerships.consent.models import canonical, digest_of
from partnerships.paper.models import AREA, SignedPaper
from partnerships.paper.pdf import write_signed
from partnerships.paper.signatures import confirmations_of
from partnerships.paper.text import paper_of

log = logging.getLogger(__name__)

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60))  # the last one again and again


class MismatchError(Exception):
    """The text is not the one that was signed: such a paper is never made."""


def make(paper_id) -> bool:
    """Make the file of a waiting row; False when there was nothing to do. What goes wrong is tried again after a pause."""
    return make_of(SignedPaper, paper_id, area=AREA, write=_write)


def make_of(model: Any, paper_id, *, area: str, write: Callable) -> bool:
    """The same for any kind of paper that is made once: `write(paper, path)` tells whose certificate sealed it."""
    paper = _claim(model, paper_id)
    if paper is None:
        return False
    part = files.new_incoming()
    try:
        seal = write(paper, part)
        name, size, sha256 = files.new_name(".pdf"), part.stat().st_size, files.sha256_of(part)
        final = files.place(part, area, name)
        mine = model.objects.waiting().filter(pk=paper.pk)
        if not mine.update(file=name, size=size, sha256=sha256, seal=seal, made_at=clock.now()):
            final.unlink()
            return False
    finally:
        part.unlink(missing_ok=True)
    return True


def _claim(model: Any, paper_id):
    """One conditional UPDATE: who changes the row makes the file, and has set the next try in case it dies on the way."""
    paper = model.objects.waiting().filter(pk=paper_id, next_try_at__lte=clock.now()).first()
    if paper is None:
        return None
    pause = PAUSES[min(paper.tries, len(PAUSES) - 1)]
    mine = model.objects.waiting().filter(pk=paper.pk, tries=paper.tries)
    return paper if mine.update(tries=F("tries") + 1, next_try_at=clock.now() + pause) else None


def _write(paper: SignedPaper, path) -> str:
    """Write the PDF; tells whose certificate sealed it."""
    edition = Edition.objects.for_reading().select_related("agreement__partnership", "by", "organisation").get(pk=paper.edition_id)
    content, confirmations = canonical(edition.content()), confirmations_of(edition)
    digests = {paper.digest, digest_of(edition.content()), *(each.digest for each in confirmations)}
    if len(digests) != 1:
        raise MismatchError(f"the text of {edition} is not the one that was signed: {sorted(digests)}")
    write_signed(paper_of(edition.agreement, edition, digest=paper.digest, confirmations=confirmations), path, content=content)
    return sealed(path)


def sealed(path) -> str:
    """Seal the file where a certificate is configured."""
    if not settings.SEAL_PKCS12:
        return ""
    # half a second and 40 MB of memory, which only those need who seal
    return import_module("partnerships.paper.seal").seal(path, settings.SEAL_PKCS12, settings.SEAL_PASSWORD)
