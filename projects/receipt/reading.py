"""What the pages of receipts show, read by queries that are planned once (base/prepared.py)."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from partnerships.base.prepared import Param, PreparedRows
from partnerships.organisation.standing import ANYONE, values_of
from projects.contribution.models import Contribution
from projects.receipt.models import Receipt

NEAR = ("contribution__partnership", "contribution__receiver", "contribution__giver", "contribution__project", "contribution__book")


def _receipt():
    rows = Receipt.objects.visible_to(ANYONE).filter(pk=Param("receipt", "uuid"))
    return rows.select_related("organisation", "line", "project", "entered_by", "struck_by", *NEAR)


def _grant():
    return Contribution.objects.visible_to(ANYONE).filter(pk=Param("grant", "uuid")).for_list().select_related("book")


_RECEIPT, _GRANT = PreparedRows(_receipt), PreparedRows(_grant)


def receipt_or_404(person, pk) -> Receipt:
    """With its grant and until when that one's receipts are closed; one query."""
    return _RECEIPT.one_or_404(values_of(person, receipt=pk))


def grant_or_404(person, pk) -> Contribution:
    """With until when its receipts are closed; one query."""
    return _GRANT.one_or_404(values_of(person, grant=pk))


def with_count(grants):
    """Adds `receipts_count`, without those that are struck; no query of its own."""
    of_it = Receipt.objects.filter(contribution=OuterRef("pk")).counted().order_by().values("contribution").annotate(number=Count("*"))
    return grants.annotate(receipts_count=Coalesce(Subquery(of_it.values("number")), 0))
