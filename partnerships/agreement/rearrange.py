"""The buttons of a page of rows: add, remove, up, down. They only rearrange what was typed, see sheet.py."""

import re

ROW = re.compile(r"(clause|promise)-(add|up|down|remove|value)(?:-(\d{1,3}))?")
CELLS = re.compile(r"clause-(\d{1,3})-([a-z_]{1,40})-(add|remove)(?:-(\d{1,3}))?")


def rearrange(do: str, rows: dict[str, list[dict]], new: dict) -> str:
    """Do what the button says to the rows; the name of the row that gets the focus."""
    match = ROW.fullmatch(do)
    if match is None or match[1] not in rows:
        return ""
    prefix, verb, row = match[1], match[2], rows[match[1]]
    at = int(match[3]) if match[3] and int(match[3]) < len(row) else None
    if verb == "add":
        at = len(row) if at is None else at + 1
        row.insert(at, new)
    elif at is None:
        return ""
    elif verb == "remove":
        del row[at]
        at = max(0, min(at, len(row) - 1))
    elif verb == "up" and at > 0:
        row[at - 1], row[at] = row[at], row[at - 1]
        at -= 1
    elif verb == "down" and at < len(row) - 1:
        row[at + 1], row[at] = row[at], row[at + 1]
        at += 1
    return f"{prefix}-{at}"


def rearrange_cells(do: str, clauses: list[dict]) -> str:
    """Add or remove a row of a small table; the name of the row that gets the focus. Rows left empty vanish on the way."""
    match = CELLS.fullmatch(do)
    tables = clauses[int(match[1])]["tables"] if match and int(match[1]) < len(clauses) else {}
    rows = tables.get(match[2]) if match else None
    chosen: dict | None = None
    if rows is not None:
        at = int(match[4]) if match[4] and int(match[4]) < len(rows) else None
        if match[3] == "add":
            rows.append({})
            chosen = rows[-1]
        elif at is not None:
            del rows[at]
            chosen = rows[min(at, len(rows) - 1)] if rows else None
    for clause in clauses:
        for key, each in clause["tables"].items():
            clause["tables"][key] = [row for row in each if row is chosen or any(row.values())]
    if rows is None:
        return ""
    kept = tables[match[2]]
    place = next((number for number, row in enumerate(kept) if row is chosen), None)
    return f"clause-{int(match[1])}-{match[2]}" + ("" if place is None else f"-{place}")
