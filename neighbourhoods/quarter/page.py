"""What the quarter's page shows: its key figures, each with its history, and what happened."""

from dataclasses import dataclass

from neighbourhoods.quarter import rules
from neighbourhoods.quarter.models import Figure
from neighbourhoods.quarter.reading import figures_of
from partnerships.base.verdict import Verdict
from partnerships.journal.models import Entry, last_lines

WIDTH, HEIGHT, MARGIN = 160, 40, 4
LATEST = 6


@dataclass(frozen=True)
class Row:
    figure: Figure
    may_edit: Verdict


@dataclass(frozen=True)
class Group:
    """All values of one key figure by one organisation, newest first."""

    label: str
    rows: list[Row]

    @property
    def newest(self) -> Row:
        return self.rows[0]

    @property
    def older(self) -> list[Row]:
        return self.rows[1:]

    @property
    def points(self) -> list[tuple[str, str]]:
        """The course of the values in a box of WIDTH x HEIGHT, oldest first; empty for a single value."""
        figures = [row.figure for row in reversed(self.rows)]
        first, last = figures[0].reference_date, figures[-1].reference_date
        days = (last - first).days
        if not days:
            return []
        top = max(figure.value for figure in figures) or 1
        return [
            (
                f"{MARGIN + (WIDTH - 2 * MARGIN) * (figure.reference_date - first).days / days:.1f}",
                f"{HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * float(figure.value / top):.1f}",
            )
            for figure in figures
        ]

    @property
    def line(self) -> str:
        return " ".join(",".join(point) for point in self.points)


def groups(quarter, person) -> list[Group]:
    """The figures this person may see, in the order of the catalogue; one query."""
    found: dict[tuple, list[Row]] = {}
    for figure in figures_of(person, quarter):
        found.setdefault((figure.key, figure.label, figure.unit, figure.organisation_id), []).append(
            Row(figure, rules.may_edit_figure(person, figure))
        )
    order = list(Figure.Key.values)
    keys = sorted(found, key=lambda key: (order.index(key[0]), key[1]))
    return [Group(str(found[key][0].figure), found[key]) for key in keys]


def lately(quarter, person) -> list[Entry]:
    """The newest lines of the journal about this quarter; what was told to several partnerships is shown once; one query."""
    shown: dict[str, Entry] = {}
    for entry in last_lines(person, quarter, most=LATEST * 5):
        shown.setdefault(entry.data.get("deed", str(entry.pk)), entry)
    return list(shown.values())[:LATEST]
