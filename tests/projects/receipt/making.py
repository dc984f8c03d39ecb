"""A grant with the plan of domain example "Stadtteiltreff Lindenhof", and receipts charged to it."""

from datetime import date
from decimal import Decimal

from partnerships.annex.intake import checked_file
from partnerships.base import files
from projects.plan.models import Line, Plan
from projects.receipt import actions, photo
from projects.receipt.actions import Entry
from projects.receipt.models import Receipt
from tests.partnerships.annex import making as annexes
from tests.projects.contribution import making

COSTS = {"personnel": 38_000, "fees": 4_000, "material": 3_500, "rooms": 4_500, "overhead": 5_000}
INCOME = {"partner": 30_000, "municipal": 15_000, "donations": 4_000, "own": 6_000}
IN_KIND = {"inkind": 9_000, "inkind_partner": 12_576}
ACTUAL = {"personnel": 36_600, "fees": 5_200, "material": 3_900, "rooms": 4_300, "overhead": 5_000}


def grant(cast, team=None, *, plan: bool = True, **changes):
    """30,000 € for the meeting place, granted to `team` (the social one)."""
    terms = making.money(**{"title": "Stadtteiltreff Lindenhof", "amount": Decimal(30_000)} | changes)
    contribution = making.granted(cast, team, terms)
    if plan:
        made = Plan.objects.create(contribution=contribution)
        rows = [("cost", COSTS, True), ("income", INCOME, True), ("income", IN_KIND, False)]
        Line.objects.bulk_create(
            Line(plan=made, side=side, key=key, amount=Decimal(amount), cash=cash, position=place)
            for side, lines, cash in rows
            for place, (key, amount) in enumerate(lines.items())
        )
    return contribution


def line(contribution, key: str) -> Line:
    return Line.objects.costs().get(plan__contribution=contribution, key=key)


def entry(contribution, key: str | None = "fees", **changes) -> Entry:
    words = {"amount": Decimal("120.00"), "day": date(2026, 3, 5), "payee": "Ada Weber", "reason": "Nähkurs im März"}
    found = line(contribution, key) if key and Plan.objects.filter(contribution=contribution).exists() else None
    return Entry(**words | {"line": found} | changes)


def enter(contribution, by, key: str | None = "fees", *, upload=None, meant=(), **changes) -> Receipt:
    return actions.enter(contribution, entry=entry(contribution, key, **changes), upload=upload, meant=meant, by=by)


def spend_all(contribution, by) -> list[Receipt]:
    """The year of the example: fees 30 % above the plan, materials 11 %, the total kept."""
    return [
        enter(contribution, by, key, amount=Decimal(amount), payee=f"Firma {key}", day=date(2026, 1 + place, 15), meant=making.Everything())
        for place, (key, amount) in enumerate(ACTUAL.items())
    ]


def picture(content: bytes | None = None, name: str = "IMG_1.jpg"):
    path = files.new_incoming()
    path.write_bytes(content or annexes.picture())
    return checked_file(path, name, only=photo.FORMATS, most_side=photo.MOST_SIDE)
