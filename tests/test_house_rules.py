"""Rules of the house that a linter cannot speak: read from the code itself."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import get_resolver

from partnerships.base.moves import Move, Who
from partnerships.consent.models import Binding
from partnerships.journal import sentences
from tests.test_permission_matrix import patterns

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("partnerships", "neighbourhoods", "projects")
DOORS = {"visible_to", "worked_on_by", "read_by", "joined_by", "listed"}
SOURCES = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py")) if "migrations" not in path.parts]


def trees(name: str):
    for path in SOURCES:
        if name in ("*", path.name) or path.name.endswith(f"_{name}"):
            yield path.relative_to(ROOT), ast.parse(path.read_text())


def rows_reached(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr in ("objects", "_base_manager"):
            yield node


@pytest.mark.parametrize(("file", "doors"), [("views.py", DOORS), ("forms.py", DOORS | {"none"}), ("filters.py", DOORS | {"none"})])
def test_views_reach_rows_only_through_a_scoped_queryset(file, doors):
    bad = [
        f"{path}:{node.lineno} .objects.{node.attr}" for path, tree in trees(file) for node in rows_reached(tree) if node.attr not in doors
    ]
    assert bad == []


def test_no_broker_call_but_through_hint():
    """A request never waits for the broker: .delay and .apply_async stand in work/hint.py only."""
    bad = []
    for path, tree in trees("*"):
        if str(path) == "partnerships/work/hint.py":
            continue
        bad += [
            f"{path}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and node.attr in ("delay", "apply_async", "delay_on_commit", "apply_async_on_commit", "send_task")
        ]
    assert bad == []


def test_forms_name_their_fields():
    assert [
        str(path)
        for path in SOURCES
        if "__all__" in re.sub(r"^__all__ = .*", "", path.read_text(), flags=re.MULTILINE) and path.name in ("forms.py", "filters.py")
    ] == []


def test_nothing_is_marked_safe_but_cleaned_markdown():
    allowed = {"partnerships/base/markdown.py", "partnerships/base/templatetags/portal.py", "partnerships/base/templatetags/face.py"}
    assert [
        str(path.relative_to(ROOT)) for path in SOURCES if "mark_safe" in path.read_text() and str(path.relative_to(ROOT)) not in allowed
    ] == []


def test_files_stay_short():
    assert {str(path.relative_to(ROOT)): n for path in SOURCES if (n := len(path.read_text().splitlines())) > 400} == {}


def test_every_view_that_creates_is_guarded_against_a_second_sending():
    """Pages named …_create (and those that add something) carry the one-time token."""
    bare = [
        name
        for name, entry in patterns()
        if ":" not in name and name.endswith(("_create", "_add", "_invite")) and not getattr(entry.callback, "makes_once", False)
    ]
    assert bare == []


def test_every_verb_of_the_code_has_its_sentence():
    spoken = set()
    for _path, tree in trees("actions.py"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                if name == "record" and node.args and isinstance(node.args[0], ast.Constant):
                    spoken.add(node.args[0].value)
    assert spoken - sentences.known() == set()
    assert len(spoken) > 20


WRITES_A_LINE = {"record", "note", "_tell", "_tell_of", "_tell_figure"}
SPEAKS = {
    "_",
    "gettext",
    "ngettext",
    "pgettext",
    "gettext_lazy",
    "euro",
    "number",
    "day",
    "moment",
    "date_format",
    "number_format",
    "localize",
}


SPEAKS_STILL: set[str] = set()


def spoken_in(call) -> list[str]:
    """What in the arguments of this call is put into words or formatted for a reader."""
    found = []
    for node in [part for each in (*call.args, *(keyword.value for keyword in call.keywords)) for part in ast.walk(each)]:
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            found += [name] if name in SPEAKS | {"strftime"} or name.endswith("_display") else []
        elif isinstance(node, ast.FormattedValue) and node.format_spec:
            found.append("a format")
        elif isinstance(node, ast.Attribute) and node.attr in ("label", "verbose_name", "verbose_name_plural") and call.func != node:
            found.append(node.attr)
    return found


def lines_written(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WRITES_A_LINE:
            yield node


def test_a_journal_line_keeps_plain_values__never_the_writers_words():
    """Amounts, days and names of fields are put into words when the line is read, see partnerships/journal/readers.py."""
    calls = [(path, call) for path, tree in trees("*") for call in lines_written(tree)]
    assert len(calls) > 70
    assert [f"{path}:{call.lineno} {spoken_in(call)}" for path, call in calls if spoken_in(call)] == []


@pytest.mark.parametrize("code", ["euro(x)", "_('a')", "f'{x:%d.%m.%Y}'", "x.get_kind_display()", "x.strftime('%d')", "Kind(x).label"])
def test_the_rule_about_journal_lines_can_fail(code):
    assert spoken_in(next(lines_written(ast.parse(f"record('a.b', thing, by=by, amount={code})"))))


def tables():
    for model in apps.get_models():
        if "MOVES" in vars(model):
            yield model


def test_moves__no_side_is_named():
    """A table of moves knows giver, receiver, author and other: never association or company."""
    assert {who.name for who in Who} & {"SOCIAL", "HOUSING"} == set()
    assert len(list(tables())) >= 6
    for model in tables():
        for line in model.MOVES:
            assert isinstance(line, Move)
            assert isinstance(line.who, Who), (model, line)


def test_moves__what_binds_becomes_final_by_both_only():
    """For everything that binds there is a move that takes both, and no single side reaches the same state from the same source."""
    for model in tables():
        if not issubclass(model, Binding):
            continue
        both = [line for line in model.MOVES if line.who is Who.BOTH]
        assert both, model
        for line in both:
            alone = [m for m in model.MOVES if m.who not in (Who.BOTH, Who.CLOCK)]  # the clock carries out what both have agreed
            rivals = [m for m in alone if m.target == line.target and m.sources & line.sources]
            assert rivals == [], (model, line)


def test_moves__every_state_is_named_and_reachable():
    for model in tables():
        states = {str(value) for value in model.State.values}
        named = {state for line in model.MOVES for state in line.sources | {line.target}}
        assert named <= states, model
        starts = getattr(model, "STARTS", [model._meta.get_field("state").default])
        reached, grew = {str(start) for start in starts}, True
        while grew:
            new = {line.target for line in model.MOVES if line.sources & reached}
            grew = not new <= reached
            reached |= new
        assert states == reached, (model, states - reached)


def test_urls__resolve():
    assert get_resolver().reverse_dict
