"""Writing a line of the journal: the one door."""

from django.db import connection
from django.utils.functional import Promise

from partnerships.base import clock
from partnerships.journal import sentences
from partnerships.journal.models import Entry


def _is_worded(value) -> bool:
    """Is there a translated text in it, which would be kept in the writer's language?"""
    if isinstance(value, dict):
        return any(_is_worded(each) for each in value.values())
    if isinstance(value, list | tuple):
        return any(_is_worded(each) for each in value)
    return isinstance(value, Promise)


def record(verb: str, subject, *, by, organisation=None, partnership=None, released: bool = False, internal_to=None, **data) -> Entry:
    """Write the line of a change, in the transaction of the change.

    `verb` must have a registered sentence; `subject` has a page named <model>_detail;
    `by` is None when the portal itself acts; `partnership` defaults to the
    subject's own; `data` holds what the sentence and the history need (old and new values): numbers, dates, keys and what people typed,
    never words of the writer's language. How a value is read aloud is the sentence's affair, see readers.py.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A journal line belongs into the transaction of the change it tells.")
    if verb not in sentences.known():
        raise LookupError(f"no sentence is registered for {verb}")
    if worded := [name for name, value in data.items() if _is_worded(value)]:
        raise TypeError(f"{verb} keeps words of the writer's language in {', '.join(worded)}")
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
