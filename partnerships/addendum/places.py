"""The page that checks a PDF recognises an addendum."""

from django.utils.translation import gettext as _

from partnerships.addendum.models import AddendumPaper
from partnerships.paper.page import Found, finds
from partnerships.protocol.text import confirmations_of


@finds
def addendum_paper(sha256: str, person) -> Found:
    papers = AddendumPaper.objects.filter(sha256=sha256).select_related("addendum__meeting")
    if not papers.exists():
        return Found(known=False)
    paper = papers.filter(pk__in=AddendumPaper.objects.visible_to(person).values("pk")).first() if person.is_authenticated else None
    if paper is None:
        return Found(known=True)
    return Found(True, paper, paper.addendum, confirmations_of(paper.addendum), kind=_("The PDF of an addendum to minutes"))
