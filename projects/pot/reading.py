"""A pot and its overbookings, read by queries that are planned once (base/prepared.py)."""

from partnerships.base.prepared import Param, PreparedRows
from partnerships.organisation.standing import ANYONE, values_of
from projects.pot.models import Overbooking, Pot

IT = Param("it", "uuid")
_POT = PreparedRows(lambda: Pot.objects.visible_to(ANYONE).for_list().filter(pk=IT))


def _of_pot():
    rows = Overbooking.objects.visible_to(ANYONE).filter(pot=IT)
    return rows.select_related("asked_by", "answered_by", "organisation").order_by("-asked_at")


_OVERBOOKINGS = PreparedRows(_of_pot)


def pot_or_404(person, pk) -> Pot:
    """With what was paid from it; one query."""
    return _POT.one_or_404(values_of(person, it=pk))


def overbookings_of(person, pot: Pot) -> list[Overbooking]:
    """The newest first; one query."""
    return _OVERBOOKINGS.rows(values_of(person, it=pot.pk))
