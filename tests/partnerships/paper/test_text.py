"""How a clause becomes lines, and what a paper says around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.paper.text import PARAGRAPH, PLAIN, POINT, lines_of


def shape(body: str) -> list[tuple]:
    return [(line.level, line.label, line.text, line.counts) for line in lines_of(body)]


def test_lines__paragraphs_points_and_plain_words():
    body = "Vorab.\n(1) Erstens:\na) eins,\nb) zwei.\n(2) Zweitens:\na) wieder eins.\n\nZum Schluss."
    assert shape(body) == [
        (PLAIN, "", "Vorab.", True),
        (PARAGRAPH, "(1)", "Erstens:", True),
        (POINT, "a)", "eins,", True),
        (POINT, "b)", "zwei.", True),
        (PARAGRAPH, "(2)", "Zweitens:", True),
        (POINT, "a)", "wieder eins.", True),
        (PLAIN, "", "Zum Schluss.", True),
    ]


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        ("(1) x\n(3) y\n(4) z", [True, False, False]),  # a number is missing: none after it may be counted anew
        ("(2) x", [False]),
        ("(1) x\n(1) y", [True, False]),
        ("a) x\nc) y", [True, False]),
        ("b) x", [False]),
        ("(1) x\na) y\n(2) z\nb) w", [True, True, True, False]),
    ],
)
def test_lines__a_number_that_does_not_run_on_stays_as_it_was_typed(body, counts):
    assert [line.counts for line in lines_of(body)] == counts


@pytest.mark.parametrize("body", ["(1)ohne Abstand", "(a) x", "1. x", "(1 Woche) x", "A) x", "(123) x", ""])
def test_lines__what_only_looks_like_a_number_is_plain(body):
    assert [line.level for line in lines_of(body)] == ([PLAIN] if body else [])


@given(st.lists(st.sampled_from(["(1) a", "(2) b", "(3) c", "a) d", "b) e", "Wort", ""]), max_size=12))
def test_lines__no_word_is_lost_and_counting_gives_back_what_was_typed(lines):
    """Counted as Word counts: (n) anew after each §, letters anew after each (n)."""
    found = lines_of("\n".join(lines))
    assert [f"{line.label} {line.text}".strip() for line in found] == [line for line in lines if line]
    item = letter = 0
    for line in found:
        if line.level == PARAGRAPH and line.counts:
            item, letter = item + 1, 0
            assert line.label == f"({item})"
        elif line.level == POINT and line.counts:
            letter += 1
            assert line.label == f"{'abc'[letter - 1]})"
