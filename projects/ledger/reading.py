"""A correction, and the totals of a scope by year, asked for by queries that are planned once (base/prepared.py)."""

from functools import cache

from partnerships.base.prepared import Param, Prepared
from partnerships.organisation.standing import ANYONE, by_id, values_of
from projects.contribution.models import Contribution
from projects.contribution.spread import Day
from projects.ledger import book, steps
from projects.ledger.models import Rebooking
from projects.ledger.scopes import KINDS, Scope

THING = Param("thing", "uuid")

rebooking_or_404 = by_id(lambda: Rebooking.objects.visible_to(ANYONE).for_page())


def contributions_of(key: str):
    """Those of a scope of that kind, its thing being named when they are asked for."""
    rows = Contribution.objects.visible_to(ANYONE)
    return rows.filter(KINDS[key].of(THING)) if key else rows


def _binding(key: str):
    return book.binding(contributions_of(key))


@cache
def _seen(key: str) -> Prepared:
    money = steps.lines(contributions_of(key).promised())
    return Prepared(book.seen(_binding(key)).union(money, all=True).query.sql_with_params)


@cache
def _before(key: str, number: int) -> Prepared:
    days = [Day.named(f"day_{place}") for place in range(number)]
    return Prepared(book.before(_binding(key), days, Day.named("tomorrow")).query.sql_with_params)


def totals_by_year(scope: Scope, person) -> tuple[dict[int, list[book.Total]], list[dict]]:
    """What book.by_year() says of the contributions of this scope that the person may see, and what steps.lines() does; two queries."""
    values = values_of(person, thing=scope.thing.pk if scope.key else None)

    def before(days, tomorrow) -> list[dict]:
        named = {"tomorrow": tomorrow, **{f"day_{place}": day for place, day in enumerate(days)}}
        known = {key: value for name, day in named.items() for key, value in Day.known(name, day).items()}
        return _named(book.names_before(len(days)), _before(scope.key, len(days)).rows(values | known))

    seen, money = steps.split(_named(book.SEEN, _seen(scope.key).rows(values)))
    return book.years(seen, before), money


def _named(names: tuple[str, ...], rows: list[tuple]) -> list[dict]:
    return [dict(zip(names, row, strict=True)) for row in rows]
