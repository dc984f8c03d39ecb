"""Conditions come and go with the decision: called within the transactions of the contribution's verbs, which hold its row."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import Refused
from projects.condition.models import LETTERS, MOST, Condition


def in_lines(text: str) -> list[str]:
    """What was typed, one condition a line."""
    return [line.strip(" -•\t") for line in text.splitlines() if line.strip(" -•\t")]


def lay_down(contribution, texts: Iterable[str]) -> list[Condition]:
    """The conditions of what has just been decided, in place of any before."""
    found = list(texts)
    if len(found) > MOST:
        raise Refused(_("A grant may have %(most)d conditions at most.") % {"most": MOST})
    if any(len(text) > LETTERS for text in found):
        raise Refused(_("A condition may have %(most)d letters at most: one sentence each.") % {"most": LETTERS})
    forget(contribution)
    rows = [
        Condition(contribution=contribution, text=text, position=position, state_since=clock.now())
        for position, text in enumerate(found, start=1)
    ]
    return Condition.objects.bulk_create(rows)


def forget(contribution) -> None:
    Condition.objects.filter(contribution=contribution).delete()


def texts_of(contribution) -> list[str]:
    return list(Condition.objects.filter(contribution=contribution).order_by("position").values_list("text", flat=True))
