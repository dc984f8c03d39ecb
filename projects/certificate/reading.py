"""A certificate, read by a query that is planned once (base/prepared.py)."""

from partnerships.organisation.standing import ANYONE, by_id
from projects.certificate.models import Certificate

certificate_or_404 = by_id(lambda: Certificate.objects.visible_to(ANYONE).for_list())
