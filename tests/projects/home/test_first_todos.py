"""The start page reads only the first of each list and is told by the database how many there are: the same as if it had read them all."""

from datetime import timedelta

import pytest

from partnerships.base import clock
from partnerships.person.models import Person
from partnerships.todo import registry
from partnerships.todo.registry import KEYS, Reader, first_todos, todos_of
from projects.bench import build


def compare(people) -> set[str]:
    """The lists that were longer than what was asked for, over the next months."""
    cut = set()
    for person in people:
        compare_sources(person)
        for days in (0, 40, 200):
            with clock.travel(clock.now() + timedelta(days=days)):
                everything = todos_of(person)
                for most in (1, 8):
                    first = first_todos(Reader(person), most)
                    assert {key: first[key].total for key in KEYS} == {key: len(everything[key]) for key in KEYS}, (person, days)
                    for key in KEYS:
                        assert urgencies(first[key], key) == urgencies(everything[key], key)[:most], (person, days)
                        assert set(first[key]) <= set(everything[key])
                    cut |= {key for key in KEYS if len(everything[key]) > most}
    return cut


def compare_sources(person) -> None:
    """The same of each source by itself: its most urgent ones do not hide behind those of others."""
    for source in registry._OPEN_ROWS.sources:
        everything = source(person)
        first = [todo for todos, _count in source._alone.groups(Reader(person), 3) for todo in todos]
        for key in KEYS:
            assert urgencies(first, key)[:3] == urgencies(everything, key)[:3], (person, source.todo)


def urgencies(todos, key) -> list:
    return sorted(todo.urgency for todo in todos if todo.waiting == key)


@pytest.mark.django_db
def test_first_todos__of_long_lists():
    build.make(partnerships=12, projects=60, contributions=400)
    few, many = build.visitors()
    staff = Person.objects.get(email="ben.bau-0@example.org")
    assert {"me", "them"} <= compare([few, many, staff, Person.objects.get(email="lea.verein-0@example.org")])
