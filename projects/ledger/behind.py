"""A page of the rows behind a number, asked for by queries that are planned once for each shape of number (base/prepared.py)."""

from functools import cache

from partnerships.base.pages import Summed
from partnerships.base.prepared import FOUND, AmongFound, PreparedRows
from partnerships.organisation.standing import values_of
from projects.contribution.models import Contribution, Delivery
from projects.contribution.spread import ZERO
from projects.funding.models import Call
from projects.ledger.reading import contributions_of
from projects.ledger.rows import Named, Number, found_by, known, total, with_part
from projects.ledger.scopes import Scope

# what the page shows of each
GRANT = ("title", "kind", "starts_on", "ends_on", "granted")
NAMES = ("giver__name", "giver__short_name", "receiver__name", "receiver__short_name", "partnership__title")
OF_GRANT = tuple(f"contribution__{name}" for name in ("title", "kind", *NAMES))
CAME = ("on", "amount", "note", "confirmed_at", "confirmed_by__name", "confirmed_by__email")
CALLED = ("called_at", "amount", "state", "instalment__number")
BETWEEN = ("contribution__giver", "contribution__receiver", "contribution__partnership")


def page_behind(request, scope: Scope, number: Number) -> tuple:
    """A page of them, as this person sees them, and what they all add up to; two queries, one where there are none."""
    shape = Named.like(number)
    values = values_of(request.user, thing=scope.thing.pk if scope.key else None, **known(number))
    page, sums = _found(scope.key, shape).page(request, _shown(Named(shape.stage, shape.year)), values)
    return page, sums | {"total": sums["total"] or ZERO}


@cache
def _found(key: str, number: Named) -> Summed:
    return Summed(lambda: found_by(contributions_of(key), number), {"total": total(number)})


@cache
def _shown(number: Named) -> PreparedRows:
    """Rows that were found, with what is shown of them."""
    among = AmongFound("pk", params=(FOUND,))
    if number.of_calls:
        return PreparedRows(lambda: Call.objects.filter(among).select_related(*BETWEEN, "instalment").only(*CALLED, *OF_GRANT))
    if number.of_deliveries:
        return PreparedRows(lambda: Delivery.objects.filter(among).select_related(*BETWEEN, "confirmed_by").only(*CAME, *OF_GRANT))
    rows = Contribution.objects.filter(among).select_related("giver", "receiver", "partnership").only(*GRANT, *NAMES)
    return PreparedRows(lambda: with_part(rows, number))
