"""A pot and its overbookings, read by queries that are planned once (base/prepared.py)."""

from partnerships.base.prepared import PreparedRows
from partnerships.organisation.standing import ANYONE, IT, by_id, values_of
from projects.pot.models import Overbooking, Pot

pot_or_404 = by_id(lambda: Pot.objects.visible_to(ANYONE).for_list())  # with what was paid from it


def _of_pot():
    rows = Overbooking.objects.visible_to(ANYONE).filter(pot=IT)
    return rows.select_related("asked_by", "answered_by", "organisation").order_by("-asked_at")


_OVERBOOKINGS = PreparedRows(_of_pot)


def overbookings_of(person, pot: Pot) -> list[Overbooking]:
    """The newest first; one query."""
    return _OVERBOOKINGS.rows(values_of(person, it=pot.pk))
