"""What other slices show of a contribution: on its page, and on the page of a decision what a partner did with earlier ones.

register(Part(order=20, show=plan, columns=lines_of)) in the slice's panels.py.
columns   annotations for the contribution's own query, so that a page costs the same however many slices show something on it; that query
          is prepared (base/prepared.py): NOW and TODAY stand in it, never the clock
show      of the contribution, with those columns, and the person who reads: a template with its words, or nothing
before    see `earlier`: a sentence about how the partner's proofs of earlier contributions stand
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import TextField
from django.db.models.functions import Cast, JSONObject


@dataclass(frozen=True)
class Shown:
    """`nothing_in` is its name where there is nothing in it yet: then it is folded away with the others."""

    template: str
    words: dict = field(default_factory=dict)
    nothing_in: str = ""


@dataclass(frozen=True)
class Part:
    order: int
    show: Callable[[Any, Any], Shown | None]
    columns: Callable[[Any], dict] = lambda _person: {}


_PARTS: list[Part] = []


def register(part: Part) -> None:
    _PARTS.append(part)
    _PARTS.sort(key=lambda each: each.order)


def with_parts(rows, person):
    """The contributions with all that the parts need to know of each; no query of its own."""
    for part in _PARTS:
        rows = rows.annotate(**part.columns(person))
    return rows


def parts_of(contribution, person) -> dict[str, list[Shown]]:
    """What a page shows of it, and what there is nothing in yet."""
    shown = [each for part in _PARTS if (each := part.show(contribution, person))]
    return {"parts": [each for each in shown if not each.nothing_in], "empty_parts": [each for each in shown if each.nothing_in]}


def rows_of(queryset, *names: str, exact: tuple[str, ...] = ()) -> ArraySubquery:
    """Rows as an array of dicts within another query; `exact`: columns that come as text, for amounts."""
    columns = {name.replace("__", "_"): name for name in names} | {name: Cast(name, TextField()) for name in exact}
    return ArraySubquery(queryset.values(json=JSONObject(**columns)))


_EARLIER: list[Callable[[Any, Any], str]] = []


def earlier(function: Callable[[Any, Any], str]) -> Callable[[Any, Any], str]:
    """Register who can say how the proofs of the receiver's earlier contributions stand: function(contribution, person) -> a sentence or
    nothing, at most one query. It stands beside a decision.
    """
    _EARLIER.append(function)
    return function


def told_of_earlier(contribution, person) -> list[str]:
    return [sentence for each in _EARLIER if (sentence := each(contribution, person))]
