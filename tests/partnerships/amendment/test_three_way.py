"""Three texts become one: laws that hold for any of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import hypothesis.strategies as st
from hypothesis import given, settings

from partnerships.agreement.wording import ClauseText, PromiseText, Wording
from partnerships.amendment.three_way import annexes_to_take, three_way

KEYS = ["purpose", "rooms", "funding", "own-1", "own-2"]
DAYS = st.sampled_from([None, date(2030, 12, 31), date(2032, 12, 31)])
QUICK = settings(max_examples=150, deadline=None)


@st.composite
def wordings(draw) -> Wording:
    keys = draw(st.permutations(KEYS))[: draw(st.integers(1, len(KEYS)))]
    clauses = tuple(ClauseText(f"Titel {key}", draw(st.sampled_from("abc")), key) for key in keys)
    promises = tuple(
        PromiseText("H", "S", "goods", key, date(2026, 1, 1), date(2026, 12, 31), Decimal(draw(st.integers(1, 3))), key=key)
        for key in draw(st.sets(st.sampled_from(["money", "room"])))
    )
    return Wording("Titel", draw(DAYS) and date(2026, 1, 1), draw(DAYS), draw(st.integers(3, 5)), clauses, promises)


def rows(wording: Wording) -> dict:
    return {row.key: row for row in (*wording.clauses, *wording.promises)}


@QUICK
@given(wordings(), wordings())
def test_nothing_of_one_s_own__all_is_taken_over(base, newer):
    found = three_way(base, newer, base)
    assert found.both == ()
    assert found.wording == replace(newer, starts_on=base.starts_on, promises=found.wording.promises)
    assert rows(found.wording) == rows(newer)


@QUICK
@given(wordings(), wordings())
def test_nothing_new__all_stays(base, mine):
    found = three_way(base, base, mine)
    assert (found.both, rows(found.wording), found.wording.clauses) == ((), rows(mine), mine.clauses)


@QUICK
@given(wordings(), wordings())
def test_both_the_same__no_conflict(base, mine):
    found = three_way(base, mine, mine)
    assert (found.both, rows(found.wording)) == ((), rows(mine))


@QUICK
@given(wordings(), wordings(), wordings())
def test_any_three__each_part_comes_from_who_changed_it_and_none_twice(base, newer, mine):
    found = three_way(base, newer, mine)
    was, theirs, ours, now = (rows(each) for each in (base, newer, mine, found.wording))
    for key in {*was, *theirs, *ours}:
        one, two, three = was.get(key), theirs.get(key), ours.get(key)
        assert now.get(key) == (two if three == one else three)
    assert len(now) == len(found.wording.clauses) + len(found.wording.promises)
    collided = {key for key in {*was, *theirs, *ours} if len({str(was.get(key)), str(theirs.get(key)), str(ours.get(key))}) == 3}
    heads = [name for name in ("ends_on", "notice_months") if len({str(getattr(each, name)) for each in (base, newer, mine)}) == 3]
    assert bool(found.both) == bool(collided or heads)
    assert found.wording.starts_on == mine.starts_on


@QUICK
@given(*[st.lists(st.sampled_from("abcd"), unique=True)] * 3)
def test_annexes__what_came_comes_and_what_went_goes(base, newer, mine):
    come, go = annexes_to_take(base, newer, mine)
    after = {*mine, *come} - {*go}
    for name in "abcd":
        expected = (name in newer) if (name in mine) == (name in base) else name in mine
        assert (name in after) == expected
