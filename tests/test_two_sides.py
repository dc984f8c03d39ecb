"""Two-sidedness, proved for every move of every table of moves (partnerships/base/moves.py).

Each line of each table is found by introspection and has its way here: a story that leads to its source, the rule that is asked, the
function that does it, the page it is done on. The story is told twice, the second time with the two sides exchanged: to mirrored people
the rule has to answer alike, word for word; and those may make the move of whom the table says so, nobody else.
"""

from collections.abc import Callable
from datetime import date
from inspect import signature

import pytest

from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion
from partnerships.agreement.tasks import start_agreements
from partnerships.amendment.tasks import merge_amendments
from partnerships.base import clock
from partnerships.base.moves import Move, Who
from partnerships.meeting.models import Meeting
from partnerships.passage.tasks import count_silence
from partnerships.tenure.tasks import pass_day
from partnerships.work.registry import DAILY
from projects.contribution.models import Contribution
from tests import ways_of_agreements, ways_of_meetings, ways_of_projects, ways_of_proofs  # noqa: F401
from tests.cast import SEATS, Cast, make_cast
from tests.once import undone
from tests.test_permission_matrix import ours
from tests.ways import WAYS, exchanged, lines, tables

# what the portal does by itself, when the day has come
BY_THE_CLOCK: dict[tuple, Callable] = {
    (Agreement, "start"): start_agreements,
    (Agreement, "prolong"): pass_day,
    (Agreement, "expire"): pass_day,
    (Agreement, "merge"): merge_amendments,
    (Agreement, "lapse"): pass_day,
    (Contribution, "follow"): merge_amendments,
    (Contribution, "lapse"): merge_amendments,
    (Meeting, "let_pass"): count_silence,
    (Motion, "carry_out"): pass_day,
    (Motion, "lapse"): pass_day,
}


# --- The proof ------------------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _june_2026():
    with clock.travel(clock.at(date(2026, 6, 1), 12)):
        yield


def moves() -> dict[tuple, Move]:
    return {(model, verb, source): line for model in tables() for (verb, source), line in lines(model).items()}


def name_of(key: tuple) -> str:
    model, verb, source = key
    return f"{model.__name__}-{verb}-{source}"


def by_story() -> dict[Callable, list[tuple]]:
    """The moves that begin where the same story ends: it is told once for all of them."""
    found: dict[Callable, list[tuple]] = {}
    for key, made in WAYS.items():
        found.setdefault(made.story, []).append(key)
    return found


STORIES = by_story()


def answers(keys: list[tuple], cast: Cast) -> dict[str, dict[str, dict[str, tuple[bool, str]]]]:
    """By move and team, what the rule says to every seat after the story was told, with the names of the organisations taken out."""
    thing = WAYS[keys[0]].story(cast)
    people = {role: {seat: getattr(team, seat) for seat in SEATS} for role, team in (("author", cast.social), ("other", cast.housing))}
    return {name_of(key): answers_to(key, thing, people, cast) for key in keys}


def answers_to(key: tuple, thing, people: dict, cast: Cast) -> dict[str, dict[str, tuple[bool, str]]]:
    made = WAYS[key]
    assert made.subject(thing).state == key[2], "the story leads there, and no further"
    said: dict[str, dict] = {}
    for role, seats in people.items():
        said[role] = {}
        for seat, person in seats.items():
            verdict = made.rule(person, thing)
            reason = verdict.reason.replace(str(cast.social.org), "AUTHOR").replace(str(cast.housing.org), "OTHER")
            said[role][seat] = (bool(verdict), reason)
    return said


def test_every_move_of_every_table_has_its_way_here():
    by_people = {key for key, line in moves().items() if line.who is not Who.CLOCK}
    assert {name_of(key) for key in by_people} == {name_of(key) for key in WAYS}
    assert {model.__name__ for model in tables()} >= {
        "Partnership",
        "Party",
        "Agreement",
        "Meeting",
        "Goal",
        "Contribution",
        "Project",
        "Task",
        "Release",
    }


@pytest.mark.parametrize("key", WAYS, ids=name_of)
def test_the_verb_is_a_function_that_says_who_and_has_a_page(key):
    made = WAYS[key]
    assert "by" in signature(made.action).parameters, "an action is told who acts"
    assert made.action.__module__.split(".")[0] == key[0].__module__.split(".")[0], "of the same floor"
    assert made.url in ours()


@pytest.mark.django_db
@pytest.mark.parametrize("keys", STORIES.values(), ids=lambda keys: f"{name_of(keys[0])}+{len(keys) - 1}")
def test_to_mirrored_people_the_rule_answers_alike(keys):
    heard = []
    for turn in (lambda cast: cast, exchanged):
        with undone():
            heard.append(answers(keys, turn(make_cast())))
    assert heard[0] == heard[1]
    for key in keys:
        said = heard[0][name_of(key)]
        assert {role for role, seats in said.items() if any(may for may, _reason in seats.values())} == WAYS[key].may, name_of(key)


def test_what_the_portal_does_by_itself_runs_daily_and_has_no_button():
    of_the_clock = {(model, verb) for (model, verb, _source), line in moves().items() if line.who is Who.CLOCK}
    assert of_the_clock == set(BY_THE_CLOCK)
    for (model, verb), function in BY_THE_CLOCK.items():
        assert function in DAILY.values()
        assert f"{model._meta.model_name}_{verb}" not in ours()
