"""A sheet, and the promises of time one may write a sheet for, read by queries that are planned once (base/prepared.py)."""

from partnerships.base.prepared import Param, PreparedRows, those_found
from partnerships.base.valuation import Kind
from partnerships.organisation.standing import ANYONE, IT, by_id, standing_of, values_of
from partnerships.partnership import scope
from projects.contribution.models import Contribution
from projects.hours import rules
from projects.hours.models import Sheet, SheetLine

FIRST = 12  # for any other a sheet is begun from its contribution's page
NAMES = ("giver__name", "giver__short_name", "receiver__name", "receiver__short_name")

LISTED = those_found(Sheet.objects.for_list)
sheet_or_404 = by_id(lambda: Sheet.objects.visible_to(ANYONE).for_page())


def _promises():
    writes = (Param("writes", "uuid[]"),)
    mine = scope.Among("giver", params=writes) | scope.Among("receiver", params=writes)
    rows = Contribution.objects.visible_to(ANYONE).promised().filter(mine, kind__in=(Kind.TIME, Kind.VOLUNTEER))
    named = rows.select_related("giver", "receiver").only("title", "kind", "state", "room_basis", *NAMES)
    return named.order_by("-ends_on", "pk")[: FIRST + 1]


_PROMISES = PreparedRows(_promises)
_LINES = PreparedRows(lambda: SheetLine.objects.filter(sheet=IT).order_by("position"))


def lines_of(sheet: Sheet) -> list[SheetLine]:
    """One query."""
    return _LINES.rows({"it": sheet.pk})


def to_begin(person) -> dict:
    """The promises this person may begin a sheet for, the longest first, and whether there are more; one query."""
    rows = _PROMISES.rows(values_of(person, writes=standing_of(person).writing))
    return {"first": [each for each in rows[:FIRST] if rules.may_begin(person, each)], "more": len(rows) > FIRST}
