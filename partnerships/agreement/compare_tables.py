"""The small tables of a clause in two editions: which rows came, went or changed, value by value.

Rows carry no numbers. Equal rows belong together first, then rows with the same first column, then rows that share at least
one value; what is left came or went.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from partnerships.agreement.schemas import groups_of
from partnerships.agreement.structure import Group


@dataclass(frozen=True)
class ValueChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class RowChange:
    """`title` is the first column; `values` what differs."""

    status: str  # "changed" | "added" | "removed"
    title: str
    values: list[ValueChange]


@dataclass(frozen=True)
class TableChange:
    title: str
    single: bool
    rows: list[RowChange]
    same: int  # rows that stayed as they were
    moved: bool = False  # the same rows in another order


def compare_tables(key: str, old: dict, new: dict) -> list[TableChange]:
    """The tables of this clause that differ."""
    return [
        _changed(group, old.get(group.key, []), new.get(group.key, []))
        for group in groups_of(key)
        if old.get(group.key, []) != new.get(group.key, [])
    ]


def _changed(group: Group, old: list[dict], new: list[dict]) -> TableChange:
    pairs = list(_pairs(group, old, new))
    rows = [_row(group, before, after) for before, after in pairs if before != after]
    return TableChange(str(group.title), group.single, rows, same=len(pairs) - len(rows), moved=not rows)


def _row(group: Group, old: dict | None, new: dict | None) -> RowChange:
    status = "added" if old is None else "removed" if new is None else "changed"
    first, *_rest = group.columns
    shown = [] if group.single or (status == "changed" and _same(first.name, old, new)) else [first]
    shown += [column for column in group.columns if group.single or column is not first]
    values = [
        ValueChange(str(column.label), column.show((old or {}).get(column.name)), column.show((new or {}).get(column.name)))
        for column in shown
        if column.kind != "fixed" and (old or {}).get(column.name) != (new or {}).get(column.name)
    ]
    return RowChange(status, first.show((new or old or {}).get(first.name)), values)


def _same(name: str, old: dict | None, new: dict | None) -> bool:
    return bool(old and new and old.get(name) == new.get(name))


def _pairs(group: Group, old: list[dict], new: list[dict]) -> Iterator[tuple[dict | None, dict | None]]:
    """Each row with its counterpart, in the order of the new table; what went comes last."""
    if group.single:
        yield (old[0] if old else None), (new[0] if new else None)
        return
    mates = _equal(old, new)
    free = [number for number in range(len(old)) if number not in mates.values()]
    first = group.columns[0].name
    for test in (lambda a, b: a.get(first) == b.get(first), lambda a, b: bool(a.items() & b.items())):
        for number, row in enumerate(new):
            if number not in mates and (found := next((each for each in free if test(old[each], row)), None)) is not None:
                mates[number] = found
                free.remove(found)
    for number, row in enumerate(new):
        yield (old[mates[number]] if number in mates else None), row
    for number in free:
        yield old[number], None


def _equal(old: list[dict], new: list[dict]) -> dict[int, int]:
    """Equal rows: the place in the new table with the place in the old one."""
    left = dict(enumerate(old))
    mates = {}
    for number, row in enumerate(new):
        found = next((place for place, each in left.items() if each == row), None)
        if found is not None:
            mates[number] = found
            del left[found]
    return mates
