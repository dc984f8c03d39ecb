"""Annexes go along: from an agreement to its amendment, and back when that becomes a part of it. Each row has a file of its own."""

from uuid_utils.compat import uuid7

from partnerships.agreement.models import Agreement
from partnerships.annex.models import AREA, Annex
from partnerships.base import clock, files

BEFORE = 0  # it was there before the first proposal, which may leave it out


def carry(annexes, to: Agreement, *, edition: int) -> None:
    """The same files, as annexes of this agreement from this edition on. The caller holds its lock and the transaction."""
    moment = clock.now()
    for annex in annexes:
        if annex.file:
            name = files.new_name()
            files.copy(AREA, annex.file, name)
            annex.file = name
        annex.pk, annex._state.adding = uuid7(), True
        annex.subject, annex.edition, annex.until, annex.leaves_with = to, edition, None, []
        annex.shared_at = annex.final_at = moment
        annex.save(force_insert=True)


def named(agreement: Agreement, edition: int, contents: list) -> list[Annex]:
    """The annexes of that edition with these contents."""
    return [each for each in _of(agreement, edition) if each.content() in contents]


def leave(agreement: Agreement, contents: list, *, edition: int) -> None:
    """From this edition on the agreement goes without them."""
    gone = [each.pk for each in _of(agreement, edition) if each.content() in contents]
    Annex.objects.filter(pk__in=gone).update(until=edition)


def _of(agreement: Agreement, edition: int):
    return Annex.objects.of(agreement).in_edition(edition).order_by("kind", "edition", "created_at")
