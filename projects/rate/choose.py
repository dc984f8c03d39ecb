"""Which rate counts for something that is asked for: that of the giver, for the year in which it begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from partnerships.base.valuation import Kind
from partnerships.base.verdict import Refused
from projects.rate.models import Rate

VOLUNTEER_RATE = Decimal(15)


@dataclass(frozen=True)
class Chosen:
    """What is copied to the contribution."""

    rate: Decimal
    source: str
    as_of: date | None


def choose(rates: Iterable[Rate], *, giver, kind: str, year: int, picked: Rate | None = None) -> Chosen:
    """Of these rates the one that was picked, or the only one there is; refuses with a sentence where there is no such one, or a choice.

    An hour of volunteers has a usual flat rate where the giver has none.
    """
    if picked:
        if (picked.organisation_id, picked.kind) != (giver.pk, kind):
            raise Refused(_("This rate is not one of %(giver)s for this.") % {"giver": giver})
        if picked.year != year:
            raise Refused(_("This rate is for %(year)s. Please take one for %(begins)s.") % {"year": picked.year, "begins": year})
        return Chosen(picked.value, picked.origin, picked.as_of)
    found = [rate for rate in rates if (rate.organisation_id, rate.kind, rate.year) == (giver.pk, kind, year)]
    if len(found) == 1:
        return Chosen(found[0].value, found[0].origin, found[0].as_of)
    if found:
        raise Refused(_("%(giver)s has several rates for %(year)s: please pick one.") % {"giver": giver, "year": year})
    if kind == Kind.VOLUNTEER:
        return Chosen(VOLUNTEER_RATE, _("Usual flat rate of funding programmes"), None)
    raise Refused(_("%(giver)s has entered no rate for %(year)s yet. Please enter one, with its source.") % {"giver": giver, "year": year})
