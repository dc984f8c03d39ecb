"""Two people change one text at a time: three texts become one where that is safe, and only there.

The unit is the sentence or the line, since that is where the sense lives: two changes of one sentence are never mixed ("we buy" and "we do
not buy" would become something nobody wrote). Further lines that both add at the same place stand one after the other.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_UNIT = re.compile(r"\n|[^\S\n]+|\S[^\n]*?(?:[.!?…]+(?=\s|\Z)|(?=\n|\Z))")
MOST_PAIRS = 1_000_000  # beyond it two texts are compared as one block: slow would be worse than being shown side by side


@dataclass(frozen=True)
class _Change:
    begin: int
    end: int
    new: tuple[str, ...]

    @property
    def adds_only(self) -> bool:
        return self.begin == self.end


def merge(base: str, mine: str, theirs: str) -> str | None:
    """Both changes of `base` in one text; None where they meet in the same sentence."""
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    units = units_of(base)
    ours, others = _changes(units, units_of(mine)), _changes(units, units_of(theirs))
    # of two at one place the one that is saved already comes first
    waiting = sorted([*others, *(each for each in ours if each not in others)], key=lambda each: (each.begin, each.end))
    found: list[str] = []
    at = 0
    while waiting:
        change = waiting.pop(0)
        if waiting and _meet(change, waiting[0]):
            both = _lines(units, change, waiting.pop(0))
            if both is None or (waiting and _meet(change, waiting[0])):
                return None
            change = _Change(change.begin, change.end, both)
        found += [*units[at : change.begin], *change.new]
        at = change.end
    found += units[at:]
    text = "".join(found)
    return text if _sentences(units_of(text)) == _sentences(found) else None  # each took away one of two line ends: no sentence is glued


def _sentences(units: list[str]) -> list[str]:
    return [unit for unit in units if not unit.isspace()]


def units_of(text: str) -> list[str]:
    """Sentences, line ends and the space between; put together they are the text."""
    return _UNIT.findall(text)


def _changes(before: list[str], after: list[str]) -> list[_Change]:
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    tail = 0
    while tail < min(len(before), len(after)) - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = before[start : len(before) - tail], after[start : len(after) - tail]
    if not old or not new or len(old) * len(new) > MOST_PAIRS:
        return [_Change(start, start + len(old), tuple(new))] if old or new else []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [_Change(start + i1, start + i2, tuple(new[j1:j2])) for tag, i1, i2, j1, j2 in codes if tag != "equal"]


def _meet(one: _Change, other: _Change) -> bool:
    """Do they touch the same unit, or add at the same place?"""
    if one.adds_only and other.adds_only:
        return one.begin == other.begin
    return one.begin < other.end and other.begin < one.end


def _lines(units: list[str], first: _Change, second: _Change) -> tuple[str, ...] | None:
    """Whole lines added at one place, one after the other; None where one of them is part of a line."""
    if not (first.adds_only and second.adds_only):
        return None
    news = (first.new, second.new)
    if all(new[0] == "\n" for new in news) or all(new[-1] == "\n" for new in news):
        return (*first.new, *second.new)
    begins_a_line = first.begin > 0 and units[first.begin - 1] == "\n"
    if begins_a_line and first.begin == len(units):
        return (*first.new, "\n", *second.new)
    return None
