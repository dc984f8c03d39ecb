"""Texts an organisation keeps for itself and may begin a draft with: a registry that the library above fills."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from partnerships.agreement.wording import ClauseText


@dataclass(frozen=True)
class OwnText:
    """`clauses` reads the clauses with their {gaps}, when they are wanted."""

    key: str
    name: str
    kind: str
    organisation: Any
    clauses: Callable[[], tuple[ClauseText, ...]]


_sources: list[Callable] = []


def source(function: Callable) -> Callable:
    """Register a function person -> list[OwnText]; at most one query."""
    _sources.append(function)
    return function


def own_texts(person) -> list[OwnText]:
    return [text for function in _sources for text in function(person)]
