"""Sections of a page that later slices hang in (`panels.py` there): a registry per page."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Panel:
    """A section: its heading, its template (gets `panel` and panel.context), links to the whole list and to making a new one."""

    title: str
    template: str
    context: dict = field(default_factory=dict)
    more_url: str = ""
    new_url: str = ""
    new_label: str = ""


class Sections:
    """The sections of one kind of page, in their order."""

    def __init__(self) -> None:
        self._panels: list[tuple[int, Callable]] = []

    def panel(self, *, order: int) -> Callable:
        """Register a function (thing, person) -> Panel or None: rows only through visible_to(person), at most one query."""

        def keep(function: Callable) -> Callable:
            self._panels.append((order, function))
            self._panels.sort(key=lambda pair: pair[0])
            return function

        return keep

    def of(self, thing, person) -> list[Panel]:
        """Every section that has something to say to this person."""
        return [found for _, function in self._panels if (found := function(thing, person))]
