"""What the pages of receipts show, read by queries that are planned once (base/prepared.py)."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from partnerships.organisation.standing import ANYONE, by_id
from projects.contribution.models import Contribution
from projects.receipt.models import Receipt

NEAR = ("contribution__partnership", "contribution__receiver", "contribution__giver", "contribution__project", "contribution__book")

receipt_or_404 = by_id(
    lambda: Receipt.objects.visible_to(ANYONE).select_related("organisation", "line", "project", "entered_by", "struck_by", *NEAR)
)
# with until when its receipts are closed
grant_or_404 = by_id(lambda: Contribution.objects.visible_to(ANYONE).for_list().select_related("book"))


def with_count(grants):
    """Adds `receipts_count`, without those that are struck; no query of its own."""
    of_it = Receipt.objects.filter(contribution=OuterRef("pk")).counted().order_by().values("contribution").annotate(number=Count("*"))
    return grants.annotate(receipts_count=Coalesce(Subquery(of_it.values("number")), 0))
