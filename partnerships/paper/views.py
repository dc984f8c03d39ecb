from allauth.core.ratelimit import consume_or_429
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _

from partnerships.agreement.edition import Edition
from partnerships.agreement.reading import listed_or_404
from partnerships.annex import rules as annex_rules
from partnerships.annex.models import files_of
from partnerships.annex.page import rows
from partnerships.annex.registry import place_of
from partnerships.annex.views import SANDBOX
from partnerships.base import files
from partnerships.base.pages import post_only, render_page
from partnerships.base.prepared import Param, PreparedRows
from partnerships.base.uploads import Fingerprint, takes_file
from partnerships.base.verdict import Refused
from partnerships.once.guard import once
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.paper import actions, page
from partnerships.paper.exports import WRITERS
from partnerships.paper.forms import VerifyForm
from partnerships.paper.models import AREA, SignedPaper


def _editions():
    rows = Edition.objects.visible_to(ANYONE).filter(agreement=Param("agreement", "uuid")).order_by("-number")
    return rows.select_related("by", "organisation", "signed_paper")


_EDITIONS = PreparedRows(_editions)


def papers(request, pk):
    """Everything about the agreement that is a file: editions, annexes, scans, drafts that came back."""
    agreement = listed_or_404(request.user, pk)
    context = {
        "agreement": agreement,
        "negotiates": agreement.partnership.party_of(request.user) is not None,
        "editions": _EDITIONS.rows(values_of(request.user, agreement=pk)),
        "files": page.sorted_files(rows(files_of(agreement, request.user), agreement, request.user), agreement.edition),
        "may_add": annex_rules.may_add(request.user, agreement),
        "kinds": place_of(agreement).kinds_now(agreement),
    }
    return render_page(request, "partnerships/paper/papers.html", context)


@post_only
@once
def ask(request, pk, number):
    """Have an edition written as PDF or Word; the answer is the page that shows how far it is."""
    editions = Edition.objects.visible_to(request.user).select_related("agreement__partnership")
    edition = get_object_or_404(editions, agreement=pk, number=number)
    file_format = request.POST.get("format", "")
    if file_format not in WRITERS:
        raise Http404
    return redirect(actions.ask_paper(edition, file_format=file_format, by=request.user))


def signed(request, pk, number):
    """The signed PDF: the same bytes for ever, or nothing at all."""
    papers = SignedPaper.objects.visible_to(request.user).select_related("edition__agreement")
    paper = get_object_or_404(papers, edition__agreement=pk, edition__number=number)
    if not paper.is_made:
        raise Refused(_("The signed PDF is being made. Please try again in a minute."))
    path = files.path_of(AREA, paper.file)
    if not path.is_file() or files.sha256_of(path) != paper.sha256:
        raise Refused(_("The file is not there at the moment. Please tell those who run the portal."))
    name = f"{slugify(paper.edition.name)}-{_('signed')}.pdf"
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
    response["Content-Security-Policy"] = SANDBOX
    return response


@login_not_required
@takes_file(Fingerprint)
def verify(request):
    """Is this PDF a signed one of this portal, unchanged? Anybody may ask; names are told only to who may read the agreement."""
    if limited := consume_or_429(request, action="verify_paper"):
        return limited
    form = VerifyForm(*([request.POST, request.FILES] if request.method == "POST" else []))
    found = page.found(form.cleaned_data["upload"].sha256, request.user) if form.is_valid() else None
    context = {"form": form, "found": found, "sha256": found and form.cleaned_data["upload"].sha256}
    return render_page(request, "partnerships/paper/verify.html", context, status=422 if form.errors else 200)
