"""A deadline as its pages need it, read by a query that is planned once (base/prepared.py)."""

from partnerships.deadline.models import Deadline
from partnerships.organisation.standing import ANYONE, by_id

deadline_or_404 = by_id(lambda: Deadline.objects.visible_to(ANYONE).with_yeses().select_related("partnership", "organisation"))
