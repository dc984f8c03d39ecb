"""What the ledger's page shows: both directions side by side, figures, bars on one scale, and where each figure leads."""

from decimal import Decimal
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.base.address import address
from partnerships.base.templatetags.portal import euro
from partnerships.base.valuation import Kind
from partnerships.partnership.models import Side
from projects.contribution.spread import ZERO
from projects.ledger import book
from projects.ledger.book import STAGES
from projects.ledger.reading import totals_by_year
from projects.ledger.scopes import Scope
from projects.ledger.steps import within

ACROSS = ((Side.HOUSING, Side.SOCIAL), (Side.SOCIAL, Side.HOUSING))
WIDTH = 1000
STAGE_LABELS = {
    "promised": gettext_lazy("Promised in the agreement"),
    "granted": gettext_lazy("Granted in all"),
    "delivered": gettext_lazy("Delivered"),
    "confirmed": gettext_lazy("Confirmed"),
    "called": gettext_lazy("Called"),
    "proven": gettext_lazy("Proven"),
}
STAGE_SHORT = STAGE_LABELS | {"promised": gettext_lazy("In the agreement"), "granted": gettext_lazy("Granted")}


def direction_label(giver_side: str, receiver_side: str) -> str:
    return {
        (Side.HOUSING, Side.SOCIAL): _("The housing side gives"),
        (Side.SOCIAL, Side.HOUSING): _("The social side gives"),
        (Side.SOCIAL, Side.SOCIAL): _("Within the social side"),
        (Side.HOUSING, Side.HOUSING): _("Within the housing side"),
    }[Side(giver_side), Side(receiver_side)]


def stage_label(stage: str) -> str:
    return str(STAGE_LABELS[stage])


def stage_short(stage: str) -> str:
    """Above a narrow column."""
    return str(STAGE_SHORT[stage])


def ledger_context(scope: Scope, person, *, year: str) -> dict:
    """Two queries, whatever the number of rows. `year` as it stood in the address; an unknown one shows all years."""
    by_year, money = totals_by_year(scope, person)
    chosen = {str(each): each for each in by_year}.get(year)
    lines = by_year[chosen] if chosen else _together(by_year)
    links = scope.query | ({"year": chosen} if chosen else {})
    most = max((max(getattr(line, stage) for stage in STAGES) for line in lines), default=ZERO)
    return {
        "scope": scope,
        "year": chosen,
        "export_query": urlencode(links),
        "years": _tabs(list(by_year), chosen),
        "stages": [{"key": stage, "label": stage_label(stage), "short": stage_short(stage)} for stage in STAGES],
        "directions": [_direction(pair, lines, links, most, within(money, chosen, pair)) for pair in _pairs(lines)],
        "balance": _balance(lines),
        "by_year": _year_table(by_year, scope.query),
    }


def _together(by_year: dict) -> list[book.Total]:
    """Every year's totals added up: to the cent the totals over all."""
    return book.merged(line for lines in by_year.values() for line in lines)


def _pairs(lines) -> list[tuple]:
    """Both directions across, always; those within one side where there are any."""
    within = sorted({(line.giver_side, line.receiver_side) for line in lines} - set(ACROSS))
    return [*ACROSS, *within]


def _of(pair: tuple, lines) -> list[book.Total]:
    return [line for line in lines if (line.giver_side, line.receiver_side) == pair]


def _direction(pair: tuple, lines, links: dict, most: Decimal, money: dict[str, Decimal]) -> dict:
    mine, here = _of(pair, lines), links | {"direction": f"{pair[0]}-{pair[1]}"}
    together = book.sum_of(mine)
    return {
        "side": pair[0],
        "key": f"{pair[0]}-{pair[1]}",
        "title": direction_label(*pair),
        "lines": [
            {"line": line, "cells": _cells(line, here | {"kind": line.kind}), "bars": _bars(line, most), "mark": _mark(line.difference)}
            for line in mine
        ],
        "cells": _cells(together, here),
        "money": [cell for cell in _named(money.items(), here | {"kind": Kind.MONEY}) if cell["url"]],
        "in_kind": book.sum_of(line for line in mine if line.kind != Kind.MONEY).confirmed,
        "sum": together,
    }


def _cells(line: book.Total, query: dict) -> list[dict]:
    """The four figures of a line."""
    return _named(_figures(line), query)


def _named(figures, query: dict) -> list[dict]:
    """Each with the address of its rows; nothing to open where it is nothing."""
    rows = f"{address('ledger_rows')}?{urlencode(query)}{'&' if query else ''}stage="
    return [{"label": stage_short(stage), "value": value, "url": f"{rows}{stage}" if value else ""} for stage, value in figures]


def _figures(line: book.Total) -> list[tuple[str, Decimal]]:
    return [(stage, getattr(line, stage)) for stage in STAGES]


def _bars(line: book.Total, most: Decimal) -> list[dict]:
    """Widths in thousandths of the longest bar of the page, one below the other."""
    return [
        {"stage": stage, "y": str(number * 7), "width": str(max(0, int(value * WIDTH / most)) if most else 0)}
        for number, (stage, value) in enumerate(_figures(line))
    ]


def _mark(difference: Decimal) -> str:
    """How far what came is from what the agreement's promises are due by today."""
    if difference < 0:
        return _("%(amount)s less came than the agreement promises until today") % {"amount": euro(-difference)}
    if difference > 0:
        return _("%(amount)s more came than the agreement promises until today") % {"amount": euro(difference)}
    return ""


def _balance(lines) -> str:
    """One sentence: which side gave more, of what is confirmed."""
    housing, social = (book.sum_of(_of(pair, lines)).confirmed for pair in ACROSS)
    if social > housing:
        return _("The social side gave %(amount)s more than the housing side.") % {"amount": euro(social - housing)}
    if housing > social:
        return _("The housing side gave %(amount)s more than the social side.") % {"amount": euro(housing - social)}
    return _("Both sides gave the same.") if housing else ""


def _tabs(years: list[int], chosen: int | None) -> list[dict]:
    return [{"label": _("All years"), "url": "?", "active": chosen is None}] + [
        {"label": str(year), "url": f"?year={year}", "active": year == chosen} for year in years
    ]


def _year_table(by_year: dict, links: dict) -> list[dict]:
    """A row per year and direction with its sums."""
    table = []
    for year, lines in by_year.items():
        for pair in _pairs(lines):
            if mine := _of(pair, lines):
                here = links | {"year": year, "direction": f"{pair[0]}-{pair[1]}"}
                cells = _cells(book.sum_of(mine), here)
                table.append({"year": year, "side": pair[0], "title": direction_label(*pair), "cells": cells})
    return table
