"""The table of moves of a thing that binds: which verb, from which states, to which state, and who may make it.

`Who` knows no housing company and no association: only the relation of a party to the thing. A move that one side
may make the other may make too; tests/test_two_sides.py walks through every table (tests/ways.py) to prove it.
"""

from dataclasses import dataclass
from enum import Enum


class Who(Enum):
    EITHER = "either side"
    BOTH = "both sides, one after the other"
    AUTHOR = "the side that brought it in"
    OTHER = "the side that did not"
    GIVER = "the organisation that gives"
    RECEIVER = "the organisation that receives"
    CLOCK = "the portal, when the day has come"


@dataclass(frozen=True)
class Move:
    verb: str
    sources: frozenset[str]
    target: str
    who: Who


def move(verb: str, sources: str | tuple[str, ...], target: str, who: Who) -> Move:
    """A line of the table; `sources` is one state or several."""
    return Move(str(verb), frozenset([sources] if isinstance(sources, str) else sources), str(target), who)


def may_go(thing, target: str) -> None:
    """Stop a programmer's mistake: `thing.MOVES` must lead from its state to `target`. People are told by rules before."""
    if not any(each.target == target and thing.state in each.sources for each in thing.MOVES):
        raise ValueError(f"{type(thing).__name__} cannot go from {thing.state} to {target}")


def line_of(table: tuple[Move, ...], verb: str, state: str) -> Move:
    """The line of the table of moves for this verb in this state; a move that is not in the table is a mistake of the code."""
    line = next((each for each in table if each.verb == verb and state in each.sources), None)
    if line is None:
        raise ValueError(f"{verb} is not possible from {state}")
    return line
