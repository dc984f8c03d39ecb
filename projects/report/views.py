from django.shortcuts import get_object_or_404, redirect

from partnerships.base.pages import form_data, page_of, refusals_on, render_page, uuid_or_404
from partnerships.export.models import Export
from partnerships.once.guard import once
from partnerships.partnership.models import Partnership
from projects.report import actions
from projects.report.exports import PartnershipReport
from projects.report.filters import ReportFilter
from projects.report.forms import ReportForm


def index(request):
    """Reports of my organisations, newest first."""
    found = ReportFilter(
        request.GET,
        queryset=Export.objects.visible_to(request.user).select_related("partnership", "person").order_by("-created_at"),
        request=request,
    )
    standing = request.standing
    may_build = any(standing.has(organisation_id, *PartnershipReport.roles) for organisation_id in standing.partners)
    context = {"page": page_of(request, found.qs), "filter": found, "may_build": may_build}
    return render_page(request, "projects/report/list.html", context, fragment="rows")


@once
def create(request):
    """Ask for a report; the answer is the page that shows its progress."""
    initial = {}
    if chosen := request.GET.get("partnership"):
        initial["partnership"] = get_object_or_404(Partnership.objects.worked_on_by(request.user), pk=uuid_or_404(chosen))
    form = ReportForm(form_data(request), person=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return redirect(actions.ask_report(**form.cleaned_data, by=request.user))
    return render_page(request, "projects/report/create.html", {"form": form}, status=422 if form.errors else 200)
