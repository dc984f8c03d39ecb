"""Sections of the partnership's page, hung in by later slices (`panels.py` there): a registry.

@panel(order=30)
def agreements(partnership, person) -> Panel: ...     # rows only through visible_to(person), at most one query
"""

from collections.abc import Callable
from dataclasses import dataclass, field

_PANELS: list[tuple[int, Callable]] = []


@dataclass(frozen=True)
class Panel:
    """A section: its heading, its template (gets `panel` and panel.context), links to the whole list and to making a new one."""

    title: str
    template: str
    context: dict = field(default_factory=dict)
    more_url: str = ""
    new_url: str = ""
    new_label: str = ""


def panel(*, order: int) -> Callable:
    def keep(function: Callable) -> Callable:
        _PANELS.append((order, function))
        _PANELS.sort(key=lambda pair: pair[0])
        return function

    return keep


def panels_of(partnership, person) -> list[Panel]:
    """Every section that has something to say to this person."""
    return [found for _, function in _PANELS if (found := function(partnership, person))]
