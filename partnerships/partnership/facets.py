"""What upper floors know about every partnership, for the list: a column and a filter (for example its quarters). A registry.

register(Facet(name="quarters", label=_("Quarters"), filter=lambda: ModelChoiceFilter(...), annotate=lambda rows, person: ...))

`annotate` adds a list of names called `name` to each row, without a query of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Facet:
    name: str
    label: object
    filter: Callable
    annotate: Callable


_FACETS: dict[str, Facet] = {}


def register(facet: Facet) -> None:
    _FACETS[facet.name] = facet


def facets() -> list[Facet]:
    return list(_FACETS.values())
