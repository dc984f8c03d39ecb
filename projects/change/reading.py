"""A change with the grant it is about, read by a query that is planned once (base/prepared.py)."""

from partnerships.organisation.standing import ANYONE, by_id
from projects.change.models import Change

GRANT = tuple(f"contribution__{name}" for name in ("giver", "receiver", "partnership"))

change_or_404 = by_id(
    lambda: Change.objects.visible_to(ANYONE).select_related(*GRANT, "organisation", "asked_by", "answered_by", "partnership")
)
