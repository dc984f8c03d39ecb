from django.db import connection

from partnerships.base import clock
from partnerships.journal import sentences
from partnerships.journal.models import Entry


def record(verb: str, subject, *, by, organisation=None, partnership=None, released: bool = False, internal_to=None, **data) -> Entry:
    """Write the line of a change, in the transaction of the change.

    `verb` must have a registered sentence; `subject` has a page named <model>_detail;
    `by` is None when the portal itself acts; `partnership` defaults to the
    subject's own; `data` holds what the sentence and the history need (old and new values, as plain JSON).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A journal line belongs into the transaction of the change it tells.")
    if verb not in sentences.known():
        raise LookupError(f"no sentence is registered for {verb}")
    partnership = partnership or getattr(subject, "partnership", None)
    return Entry.objects.create(
        at=clock.now(),
        verb=verb,
        actor=by,
        organisation=organisation,
        partnership=partnership,
        subject_type=subject._meta.label,
        subject_id=subject.pk,
        subject_label=str(subject)[:200],
        data=data,
        internal_to=internal_to,
        released=released,
    )
