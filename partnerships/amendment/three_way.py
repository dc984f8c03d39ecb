"""An amendment takes over what became of the text it began from: three texts become one, part by part.

What only the newer text changed is taken over, what only the amendment changed stays; where both changed the same part, the amendment's
words stay and the part is named. A part is a clause, a promise, or one value of title and term.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from partnerships.agreement.parts import PROMISES, TERM
from partnerships.agreement.wording import HEAD, Wording, numbered


@dataclass(frozen=True)
class Merged:
    """`both` names the parts that both had changed, as parts.Part.plain does."""

    wording: Wording
    both: tuple[str, ...] = ()


def three_way(base: Wording, newer: Wording, mine: Wording) -> Merged:
    """`mine` was made from `base`, which meanwhile became `newer`."""
    both: list[str] = []
    head: dict[str, Any] = {}
    for name in HEAD:
        first, second, third = (getattr(each, name) for each in (base, newer, mine))
        head[name] = _one(first, second, third)
        if _collide(first, second, third) and name != "starts_on":
            both.append(TERM)
    head["starts_on"] = mine.starts_on  # the first day of the amendment is its own
    names = {clause.key: f"{number} {clause.title}".strip() for text in (newer, mine) for number, clause in numbered(text.clauses)}
    clauses, collided = _rows(base.clauses, newer.clauses, mine.clauses)
    both += [names[key] for key in collided]
    promises, collided = _rows(base.promises, newer.promises, mine.promises)
    both += [PROMISES for _key in collided]
    return Merged(replace(mine, **head, clauses=tuple(clauses), promises=tuple(promises)), tuple(dict.fromkeys(both)))


def annexes_to_take(base: Sequence, newer: Sequence, mine: Sequence) -> tuple[list, list]:
    """Kind, name and check sum of those that come and those that go; an annex is never changed, only there or not."""
    come = [each for each in newer if each not in base and each not in mine]
    go = [each for each in base if each not in newer and each in mine]
    return come, go


def _one(base, newer, mine):
    return newer if mine == base else mine


def _collide(base, newer, mine) -> bool:
    return mine not in (base, newer) and newer != base


def _rows(base: Sequence, newer: Sequence, mine: Sequence) -> tuple[list, list[str]]:
    """The rows that stay or come, in the order of mine unless only the newer text has another; and the keys of those both had changed."""
    was, theirs, ours = ({row.key: row for row in rows} for rows in (base, newer, mine))
    collided = [key for key in {**was, **theirs, **ours} if _collide(*(rows.get(key) for rows in (was, theirs, ours)))]
    kept = {key: _one(was.get(key), theirs.get(key), ours.get(key)) for key in {**theirs, **ours}}
    first, second = (newer, mine) if list(was) == list(ours) else (mine, newer)
    order = [row.key for row in first if kept[row.key]]
    before = ""
    for row in second:
        if row.key not in order and kept[row.key]:
            order.insert(order.index(before) + 1 if before in order else 0, row.key)
        before = row.key
    return [kept[key] for key in order], collided
