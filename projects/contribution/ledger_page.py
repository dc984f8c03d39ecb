"""What the ledger's page shows: both directions side by side, figures, bars on one scale, and where each figure leads."""

from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.partnership.models import Side
from projects.contribution import ledger

ACROSS = ((Side.HOUSING, Side.SOCIAL), (Side.SOCIAL, Side.HOUSING))
WIDTH = 1000


def direction_label(giver_side: str, receiver_side: str) -> str:
    return {
        (Side.HOUSING, Side.SOCIAL): _("The housing side gives"),
        (Side.SOCIAL, Side.HOUSING): _("The social side gives"),
        (Side.SOCIAL, Side.SOCIAL): _("Within the social side"),
        (Side.HOUSING, Side.HOUSING): _("Within the housing side"),
    }[Side(giver_side), Side(receiver_side)]


def ledger_context(contributions, *, year: str, partnership=None) -> dict:
    """Two queries, whatever the number of rows. `year` as it stood in the address; an unknown one shows all years."""
    by_year = ledger.by_year(contributions)
    chosen = {str(each): each for each in by_year}.get(year)
    lines = by_year[chosen] if chosen else _together(by_year)
    links = {"state": "binding"} | ({"partnership": partnership.pk} if partnership else {}) | ({"year": chosen} if chosen else {})
    most = max((max(line.promised, line.delivered) for line in lines), default=Decimal(0))
    return {
        "partnership": partnership,
        "year": chosen,
        "years": _tabs(list(by_year), chosen),
        "directions": [_direction(pair, lines, links, most) for pair in _pairs(lines)],
        "sum": ledger.sum_of(lines),
        "by_year": _year_table(by_year, links),
    }


def _together(by_year: dict) -> list[ledger.Total]:
    """Every year's totals added up: to the cent the totals over all."""
    found: dict[tuple[str, str, str], list] = {}
    for lines in by_year.values():
        for line in lines:
            found.setdefault((line.giver_side, line.receiver_side, line.kind), []).append(line)
    together = {key: ledger.sum_of(lines) for key, lines in found.items()}
    return [ledger.Total(*key, each.promised, each.delivered, each.confirmed) for key, each in together.items()]


def _pairs(lines) -> list[tuple]:
    """Both directions across, always; those within one side where there are any."""
    within = sorted({(line.giver_side, line.receiver_side) for line in lines} - set(ACROSS))
    return [*ACROSS, *within]


def _direction(pair: tuple, lines, links: dict, most: Decimal) -> dict:
    mine = [line for line in lines if (line.giver_side, line.receiver_side) == pair]
    within = pair[0] == pair[1]
    here = links | {"direction": "within" if within else f"{pair[0]}-{pair[1]}"}
    return {
        "side": pair[0],
        "key": f"{pair[0]}-{pair[1]}",
        "title": direction_label(*pair),
        "url": _list(here),
        "lines": [{"line": line, "url": _list(here | {"kind": line.kind}), "bar": _bar(line, most)} for line in mine],
        "sum": ledger.sum_of(mine),
    }


def _list(query: dict) -> str:
    return f"{reverse('contribution_list')}?{urlencode(query)}"


def _bar(line: ledger.Total, most: Decimal) -> dict:
    """Widths in thousandths of the longest bar of the page."""
    widths = {name: int(getattr(line, name) * WIDTH / most) if most else 0 for name in ("promised", "delivered", "confirmed")}
    return widths | {"label": _("%(confirmed)s per cent confirmed") % {"confirmed": _percent(line.confirmed, line.promised)}}


def _percent(part: Decimal, whole: Decimal) -> int:
    return int(part * 100 / whole) if whole else 100


def _tabs(years: list[int], chosen: int | None) -> list[dict]:
    return [{"label": _("All years"), "url": "?", "active": chosen is None}] + [
        {"label": str(year), "url": f"?year={year}", "active": year == chosen} for year in years
    ]


def _year_table(by_year: dict, links: dict) -> list[dict]:
    """A row per year and direction with its sums."""
    table = []
    for year, lines in by_year.items():
        for pair in _pairs(lines):
            mine = [line for line in lines if (line.giver_side, line.receiver_side) == pair]
            if mine:
                direction = "within" if pair[0] == pair[1] else f"{pair[0]}-{pair[1]}"
                table.append(
                    {
                        "year": year,
                        "side": pair[0],
                        "title": direction_label(*pair),
                        "sum": ledger.sum_of(mine),
                        "url": _list(links | {"year": year, "direction": direction}),
                    }
                )
    return table
