from celery import shared_task
from django.db.models import Exists, F, OuterRef

from partnerships.agreement.edition import Edition
from partnerships.agreement.moves import BOUND
from partnerships.consent.models import Consent
from partnerships.paper.build import make
from partnerships.paper.keeping import AT_ONCE, hand_out, sweep
from partnerships.paper.models import AREA, SignedPaper
from partnerships.paper.signatures import consents_to
from partnerships.work.hint import hint
from partnerships.work.registry import daily, sweeper


@shared_task(name="partnerships.make_paper")
def make_paper(paper_id: str) -> None:
    """Make one signed PDF; a second run finds nothing to do."""
    make(paper_id)


def expect(edition: Edition) -> SignedPaper | None:
    """This edition has been signed by all: its PDF is to be made, once. Nothing where nobody signed."""
    digest = consents_to(edition).values_list("digest", flat=True).first()
    if digest is None:
        return None
    paper, new = SignedPaper.objects.get_or_create(edition=edition, defaults={"digest": digest})
    if new:
        hint(make_paper, paper.pk)
    return paper


@sweeper
def unmade_papers() -> int:
    """Signed editions nobody expects a PDF of yet, and PDFs whose hint was lost or whose worker died."""
    signed = Consent.objects.filter(subject_id=OuterRef("agreement_id"), edition=OuterRef("number"))
    unexpected = Edition.objects.filter(Exists(signed), agreement__state__in=BOUND, number=F("agreement__edition"), signed_paper=None)
    for edition in unexpected[:AT_ONCE]:
        expect(edition)
    return hand_out(SignedPaper, make_paper)


@daily
def orphaned_papers(day) -> None:
    sweep(SignedPaper, AREA)
