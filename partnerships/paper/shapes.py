"""What the text of a paper consists of."""

from dataclasses import dataclass, field
from pathlib import Path

PLAIN, PARAGRAPH, POINT = 0, 1, 2


@dataclass(frozen=True)
class Line:
    """A line of a clause: plain, a numbered paragraph (1), or a lettered point a). `counts`: its number follows the one before."""

    level: int
    label: str
    text: str
    counts: bool = True


@dataclass(frozen=True)
class Grid:
    """A table; `facts` are shown as label and value instead."""

    title: str
    columns: list[str]
    rows: list[list[str]]
    right: list[bool]
    facts: list[tuple[str, str]] = field(default_factory=list)
    totals: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Picture:
    """`text` says in words what it shows: below it, and to whoever does not see it. `name` is its file's within the paper."""

    name: str
    path: Path
    text: str


@dataclass(frozen=True)
class Part:
    number: str
    title: str
    lines: list[Line]
    grids: list[Grid]
    mark: str = ""  # of a part of an amendment: is it changed?
    changed: bool = False
    pictures: list[Picture] = field(default_factory=list)
