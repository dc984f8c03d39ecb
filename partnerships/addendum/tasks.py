from celery import shared_task

from partnerships.addendum.build import make
from partnerships.addendum.models import AREA, Addendum, AddendumPaper
from partnerships.paper.keeping import hand_out, sweep
from partnerships.work.registry import daily, sweeper


@shared_task(name="partnerships.make_addendum_paper")
def make_addendum_paper(paper_id: str) -> None:
    """Make one PDF of an addendum; a second run finds nothing to do."""
    make(paper_id)


@sweeper
def unmade_addenda() -> int:
    """Agreed addenda nobody expects a PDF of yet, and PDFs whose worker died."""
    for addendum in Addendum.objects.filter(state=Addendum.State.AGREED, paper=None).order_by("pk")[:50]:
        AddendumPaper.objects.get_or_create(addendum=addendum, defaults={"digest": addendum.digest_agreed})
    return hand_out(AddendumPaper, make_addendum_paper)


@daily
def orphaned_addenda(day) -> None:
    sweep(AddendumPaper, AREA)
