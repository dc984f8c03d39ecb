"""In the text of an amendment: which parts it changes, and which stay as they were signed."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.agreement.compare import GONE, SAME, ClauseChange, Comparison
from partnerships.agreement.parts import NAMES, TERM


class Mark(models.TextChoices):
    CHANGED = "changed", gettext_lazy("Changed")
    ADDED = "added", gettext_lazy("New")
    MOVED = "moved", gettext_lazy("In another place")
    REMOVED = "removed", gettext_lazy("Struck out")
    STAYS = "same", gettext_lazy("As signed before")


@dataclass(frozen=True)
class Marks:
    """By the keys of clauses and promises; `named`: every part that does not stay, in order."""

    clauses: dict[str, Mark]
    promises: dict[str, Mark]
    term: Mark
    named: list[tuple[Mark, str]]


def marks_of(found: Comparison) -> Marks:
    """What an amendment makes of the text it takes up."""
    clauses = [(change, Mark.MOVED if change.moved and change.status == SAME else Mark(change.status)) for change in found.clauses]
    promises = [(change, Mark(change.status)) for change in found.promises]
    named = [(Mark.CHANGED, str(NAMES[TERM]))] if found.term else []
    named += [(mark, name_of(change)) for change, mark in clauses]
    named += [(mark, _("Promise “%(title)s”") % {"title": change.title}) for change, mark in promises]
    return Marks(
        {change.key: mark for change, mark in clauses if mark != Mark.REMOVED},
        {change.key: mark for change, mark in promises if mark != Mark.REMOVED},
        Mark.CHANGED if found.term else Mark.STAYS,
        [(mark, name) for mark, name in named if mark != Mark.STAYS],
    )


def name_of(change: ClauseChange) -> str:
    """§ 3 Räume, as it reads now; of what was struck out as it read."""
    title = "".join(piece.text for piece in change.title if piece.op != GONE) or "".join(piece.text for piece in change.title)
    return f"{change.number} {title}".strip()
