from collections.abc import Callable, Iterable
from heapq import merge
from itertools import chain, islice
from operator import attrgetter

from partnerships.todo.rows import ALL, OpenRows, Together
from partnerships.todo.seats import Reader
from partnerships.todo.todo import Todo

__all__ = ["Reader", "Todo", "first_todos", "source", "todos_of"]

KEYS = ("me", "us", "them", "coming")
_SOURCES: list[Callable] = []
_OPEN_ROWS = Together([])


class First(list):
    """The most urgent of some todos; `total` says how many there are."""

    total = 0


def source(function: Callable) -> Callable:
    """Register a source: an OpenRows, asked together with all others, or a function person -> list of Todo, asked by itself."""
    if isinstance(function, OpenRows):
        _OPEN_ROWS.sources.append(function)
    else:
        _SOURCES.append(function)
    return function


def first_todos(me: Reader, most: int, keys: Iterable[str] = KEYS) -> dict[str, First]:
    """The most urgent of what is open for this reader, by "me", "us", "them", "coming" or those of them named, each with the number of all.

    Of each group one todo says for whom it waits, and no more are made than are shown.
    """
    found = {key: First() for key in KEYS}
    queues: dict[str, list[Iterable[Todo]]] = {key: [] for key in KEYS}
    alone = [(iter([todo]), 1) for each in _SOURCES for todo in each(me.person)]
    for todos, in_all in [*_OPEN_ROWS.groups(me, most), *alone]:
        for first in islice(todos, 1):
            found[first.waiting].total += in_all
            queues[first.waiting].append(chain([first], todos))
    for key in keys:
        found[key].extend(islice(merge(*queues[key], key=attrgetter("urgency")), most))
    return found


def todos_of(person) -> dict[str, list[Todo]]:
    """Everything open for this person, by "me", "us", "them", "coming"; the oldest and the most urgent first."""
    return {key: list(todos) for key, todos in first_todos(Reader(person), ALL).items()}
