"""A word as its pages need it, read by a query that is planned once (base/prepared.py)."""

from partnerships.glossary.models import Term
from partnerships.organisation.standing import ANYONE, by_id

term_or_404 = by_id(lambda: Term.objects.visible_to(ANYONE).with_yeses().select_related("partnership", "organisation"))
