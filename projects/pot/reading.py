"""A pot and its overbookings, read by queries that are planned once (base/prepared.py)."""

from decimal import Decimal

from partnerships.base.prepared import Param, Prepared, PreparedRows, those_found
from partnerships.organisation.standing import ANYONE, IT, by_id, values_of
from projects.pot.models import ZERO, Overbooking, Pot

LISTED = those_found(Pot.objects.for_list)
pot_or_404 = by_id(lambda: Pot.objects.visible_to(ANYONE).for_list())  # with what was paid from it


SUMMED = ("amount", "overbooked", "reserved", "spent", "beyond")


def _of_year() -> tuple[str, tuple]:
    rows = Pot.objects.visible_to(ANYONE).for_list().filter(organisation=Param("organisation", "uuid"), year=Param("year", "int"))
    return rows.order_by().values_list(*SUMMED).query.sql_with_params()


_OF_YEAR = Prepared(_of_year)


def sums_of(person, organisation, year: int) -> dict[str, Decimal]:
    """Over all pots of the year, and what is left of it; one query."""
    rows = _OF_YEAR.rows(values_of(person, organisation=organisation.pk, year=year))
    sums = {name: sum((row[place] for row in rows), ZERO) for place, name in enumerate(SUMMED)}
    return sums | {"left": sums["amount"] + sums["overbooked"] - sums["reserved"] - sums["beyond"]}


def _of_pot():
    rows = Overbooking.objects.visible_to(ANYONE).filter(pot=IT)
    return rows.select_related("asked_by", "answered_by", "organisation").order_by("-asked_at")


_OVERBOOKINGS = PreparedRows(_of_pot)


def overbookings_of(person, pot: Pot) -> list[Overbooking]:
    """The newest first; one query."""
    return _OVERBOOKINGS.rows(values_of(person, it=pot.pk))
