"""Three texts put together: nothing either of two writers added is lost, and two versions of one sentence are never mixed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.base.merge import merge, units_of

SENTENCES = st.lists(st.sampled_from(["Eins.", "Zwei!", "Drei?", "- vier", "fünf …", "z.B. sechs", "€ 7,50"]), max_size=8)
TEXTS = st.tuples(SENTENCES, st.sampled_from([" ", "\n", "\n\n"])).map(lambda pair: pair[1].join(pair[0]))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("A. B.", "A. B2.", "A. B. C.", "A. B2. C."),
        ("A. B. C.", "A1. B. C.", "A. B. C1.", "A1. B. C1."),
        ("A. B. C.", "A. C.", "A. B. C. D.", "A. C. D."),
        ("- a\n- b", "- a\n- b\n- c", "- a\n- b2", "- a\n- b2\n- c"),
        ("a", "a\nmein", "a\nihr", "a\nihr\nmein"),
        ("a\n", "a\nmein", "a\nihr", "a\nihr\nmein"),
        ("a", "gleich", "gleich", "gleich"),
        ("Wir kaufen.", "Wir kaufen nicht.", "Wir kaufen später.", None),
        ("", "mein Anfang", "ihr Anfang", None),
        ("A. B.", "A. Mein. B.", "A. Ihr. B.", None),
        ("A. B. C.", "D.", "A. B2. C.", None),
        ("Zwei!\n\nEins.", "Zwei!\nEins.", "Drei?\nEins.", None),
    ],
)
def test_merge(base, mine, theirs, merged):
    assert merge(base, mine, theirs) == merged


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_merge__loses_nothing_that_either_added(base, mine, theirs):
    assert "".join(units_of(mine)) == mine
    merged = merge(base, mine, theirs)
    assert (merged is None) == (merge(base, theirs, mine) is None)
    if merged is not None:
        added = (set(units_of(mine)) | set(units_of(theirs))) - set(units_of(base))
        assert added - set(units_of(merged)) == set()


def test_merge__of_long_texts_does_not_take_long():
    base = "x\n" * 12_500
    assert merge(base, f"Anfang.\n{base}", f"{base}Ende.") == f"Anfang.\n{base}Ende."
    assert merge(base, "y\n" * 12_500, "z\n" * 12_500) is None
