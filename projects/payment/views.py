"""Payment orders of the own house, for those who pay."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base.pages import form_data, page_of, passes, refusals_on, render_page, require_to_open
from partnerships.base.verdict import require
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.organisation.models import Organisation
from projects.funding.models import Call
from projects.payment import actions, rules
from projects.payment.forms import FileForm
from projects.payment.models import PaymentFile, PaymentLine, with_files
from projects.payment.sepa import as_xml
from projects.payment.table import as_csv

HERE = "projects/payment/"
HISTORY = 20


def own(request) -> Organisation:
    organisation = request.standing.own(request.GET.get("organisation", ""))
    if organisation is None:
        raise Http404
    return organisation


def paymentfile_list(request):
    organisation = own(request)
    require(rules.may_make(request.user, organisation))
    rows = PaymentFile.objects.visible_to(request.user).filter(organisation=organisation).select_related("made_by")
    context = {
        "organisation": organisation,
        "page": page_of(request, rows.annotate(count=Count("lines")).order_by("-day", "-number"), count=rows.count()),
        "create_url": f"{reverse('paymentfile_create')}?organisation={organisation.pk}",
        "waiting": _released(request, organisation).count(),
    }
    return render_page(request, HERE + "list.html", context, fragment="rows")


def _released(request, organisation):
    """Released and not ordered; those that stood in a file before come last."""
    rows = Call.objects.visible_to(request.user).for_list().filter(contribution__giver=organisation, state=Call.State.RELEASED)
    return with_files(rows).order_by("in_a_file", "released_at", "pk")


@once
def paymentfile_create(request):
    organisation = own(request)
    may = rules.may_make(request.user, organisation)
    require_to_open(request, may)
    form = FileForm(form_data(request), calls=_released(request, organisation))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            file = actions.make(organisation, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("The file is written. It pays nothing by itself: give it to your bank, then say at each call that it is ordered."),
            )
            return redirect(file)
    context = {"form": form, "organisation": organisation, "back": f"{reverse('paymentfile_list')}?organisation={organisation.pk}"}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


def _file(request, pk) -> tuple[PaymentFile, list[PaymentLine]]:
    rows = PaymentFile.objects.visible_to(request.user).select_related("organisation", "account", "made_by")
    file = get_object_or_404(rows, pk=pk)
    people = ("call__contribution__receiver", "call__instalment", "account")
    return file, list(file.lines.select_related(*people).order_by("pk"))


def paymentfile_detail(request, pk):
    file, lines = _file(request, pk)
    context = {
        "file": file,
        "lines": lines,
        "history": last_lines(request.user, file, most=HISTORY),
        "back": f"{reverse('paymentfile_list')}?organisation={file.organisation_id}",
    }
    return render_page(request, HERE + "detail.html", context)


def paymentfile_sepa_download(request, pk):
    file, lines = _file(request, pk)
    return _download(as_xml(file, lines), f"{file.name}.xml", "application/xml")


def paymentfile_csv_download(request, pk):
    file, lines = _file(request, pk)
    return _download(as_csv(file, lines), f"{file.name}.csv", "text/csv; charset=utf-8")


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
    response["Cache-Control"] = "private, no-store"
    return response
