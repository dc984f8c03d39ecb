from django.shortcuts import get_object_or_404

from partnerships.agreement.edition import Edition
from partnerships.agreement.models import Agreement
from partnerships.annex import rules as annex_rules
from partnerships.annex.models import Annex
from partnerships.annex.page import rows
from partnerships.annex.registry import place_of
from partnerships.base.pages import render_page
from partnerships.paper import page


def papers(request, pk):
    """Everything about the agreement that is a file: editions, annexes, scans, drafts that came back."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user).for_list(), pk=pk)
    editions = Edition.objects.visible_to(request.user).filter(agreement=agreement).select_related("by", "organisation")
    annexes = Annex.objects.visible_to(request.user).of(agreement).for_list()
    context = {
        "agreement": agreement,
        "negotiates": agreement.partnership.party_of(request.user) is not None,
        "editions": list(editions.order_by("-number")),
        "files": page.sorted_files(rows(annexes, agreement, request.user), agreement.edition),
        "may_add": annex_rules.may_add(request.user, agreement),
        "kinds": place_of(agreement).kinds_now(agreement),
    }
    return render_page(request, "partnerships/paper/papers.html", context)
