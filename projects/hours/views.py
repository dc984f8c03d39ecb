from decimal import Decimal

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.pages import form_data, passes, post_only, prepared_page_of, refusals_on, render_page, require_to_open, uuid_or_404
from partnerships.once.guard import once
from partnerships.organisation.standing import values_of
from projects.contribution import doubts
from projects.contribution import rules as contribution_rules
from projects.contribution.reading import contribution_or_404
from projects.hours import actions, rules
from projects.hours.forms import BeginForm, SheetForm
from projects.hours.models import Sheet
from projects.hours.reading import LISTED, lines_of, sheet_or_404, to_begin

HERE = "projects/hours/"


def sheet_list(request):
    """Weekly sheets, the newest week first, and the promises of time that one can begin a sheet for."""
    rows = Sheet.objects.visible_to(request.user).order_by("-week", "-pk")
    page = prepared_page_of(request, rows, LISTED, values_of(request.user))
    promises = SimpleLazyObject(lambda: to_begin(request.user))  # not part of the fragment
    return render_page(request, HERE + "list.html", {"page": page, "promises": promises}, fragment="rows")


@once
def sheet_create(request):
    """Begin the sheet of a week for one promise of time."""
    contribution = contribution_or_404(request.user, uuid_or_404(request.GET.get("contribution", "")))
    may = rules.may_begin(request.user, contribution)
    require_to_open(request, may, instead=contribution.get_absolute_url())
    form = BeginForm(form_data(request), initial={"week": clock.today()})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            sheet = actions.begin(contribution, week=form.cleaned_data["week"], lines=form.lines, by=request.user)
            messages.success(request, _("Written. Now it can be sent."))
            return redirect(sheet)
    return render_page(request, HERE + "form.html", {"form": form, "contribution": contribution}, status=422 if form.errors else 200)


@once
def sheet_edit(request, pk):
    sheet = sheet_or_404(request.user, pk)
    may = rules.may_edit(request.user, sheet)
    require_to_open(request, may, instead=sheet.get_absolute_url())
    form = SheetForm(form_data(request), sheet=sheet)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.edit(sheet, edition=form.cleaned_data["edition"], lines=form.lines, by=request.user)
            return redirect(sheet)
    context = {"form": form, "contribution": sheet.contribution, "sheet": sheet}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


def sheet_detail(request, pk):
    sheet = sheet_or_404(request.user, pk)
    lines, contribution = lines_of(sheet), sheet.contribution
    hours = sum((line.total for line in lines), start=Decimal(0))
    may_send, delivery = rules.may_send(request.user, sheet), sheet.delivery
    if delivery:
        delivery.contribution = contribution
    asked = []
    if may_send and hours:
        asked = doubts.on_noting(contribution, amount=contribution.worth(hours), **actions.what_it_notes(sheet, lines))
    context = {
        "sheet": sheet,
        "contribution": contribution,
        "lines": lines,
        "hours": hours,
        "value": contribution.worth(hours),
        "doubts": asked,
        "may_send": may_send,
        "may_confirm": contribution_rules.may_confirm(request.user, delivery) if delivery else None,
        "may_take_back": contribution_rules.may_correct(request.user, delivery) if delivery else None,
    }
    return render_page(request, HERE + "detail.html", context)


@post_only
def sheet_send(request, pk):
    sheet = actions.send(
        sheet_or_404(request.user, pk), edition=request.POST.get("edition"), meant=request.POST.getlist("meant"), by=request.user
    )
    messages.success(request, _("Sent. Now %(receiver)s confirms the hours.") % {"receiver": sheet.contribution.receiver})
    return redirect(sheet)
