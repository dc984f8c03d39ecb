"""What the houses value an hour and a square metre at: last year's rates and this year's, each with its source."""

from decimal import Decimal

from projects.demo.story import Story
from projects.rate import actions

# house, who keeps them, kind, for what exactly, last year's and this year's rate, where it comes from
KEPT = (
    ("H1", "birgit", "time", "Sozialmanagement", "50.50", "52", "Vollkostenrechnung"),
    ("H1", "birgit", "time", "Hausmeister", "41", "42", "Vollkostenrechnung"),
    ("H1", "birgit", "rooms", "", "6.20", "6.35", "Mietspiegel Auenstedt"),
    ("S1", "ines", "volunteer", "", "15", "15", "Satz des Landesprogramms"),
    ("S1", "ines", "time", "", "46.80", "48", "Vollkostenrechnung"),
)


def tell(story: Story) -> None:
    this_year, _last = story.year()
    for back, column in ((1, 4), (0, 5)):
        year = this_year.year - back
        first, _end = story.year(back)
        with story.ago((story.today - first).days):
            for row in KEPT:
                house, keeper, kind, what, source = *row[:4], row[6]
                actions.enter(
                    story.organisations[house], kind=kind, what=what, year=year, value=Decimal(row[column]), source=source,
                    as_of=min(first, story.today), by=story.people[keeper],
                )  # fmt: skip
