from collections.abc import Callable

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


def first_todos(me: Reader, most: int) -> dict[str, First]:
    """The most urgent of what is open for this reader, by "me", "us", "them", "coming", each with the number of all."""
    found = {key: First() for key in KEYS}
    open_rows = _OPEN_ROWS.first(me, most)
    for todo, in_all in [*open_rows, *((todo, 1) for each in _SOURCES for todo in each(me.person))]:
        found[todo.waiting].append(todo)
        found[todo.waiting].total += in_all
    for todos in found.values():
        todos.sort(key=lambda todo: todo.urgency)
        del todos[most:]
    return found


def todos_of(person) -> dict[str, list[Todo]]:
    """Everything open for this person, by "me", "us", "them", "coming"; the oldest and the most urgent first."""
    return {key: list(todos) for key, todos in first_todos(Reader(person), ALL).items()}
