"""The page that checks a PDF recognises released minutes."""

from django.utils.translation import gettext as _

from partnerships.paper.page import Found, finds
from partnerships.protocol.models import MinutesPaper
from partnerships.protocol.text import confirmations_of


@finds
def minutes_paper(sha256: str, person) -> Found:
    papers = MinutesPaper.objects.filter(sha256=sha256).select_related("meeting")
    if not papers.exists():
        return Found(known=False)
    paper = papers.filter(pk__in=MinutesPaper.objects.visible_to(person).values("pk")).first() if person.is_authenticated else None
    if paper is None:
        return Found(known=True)
    return Found(True, paper, paper.meeting, confirmations_of(paper.meeting), kind=_("The PDF of released minutes"))
