"""The pages of the ledger and of the rows behind its numbers."""

from urllib.parse import urlencode

from django.shortcuts import redirect

from partnerships.base.pages import form_data, passes, refusals_on, render_page, require_to_open
from partnerships.export import rules as export_rules
from partnerships.once.guard import once
from projects.ledger import actions, rows
from projects.ledger.behind import page_behind
from projects.ledger.exports import LedgerExport
from projects.ledger.forms import ExportForm
from projects.ledger.page import direction_label, ledger_context, stage_label
from projects.ledger.scopes import Scope

HERE = "projects/ledger/"


def _page(request, scope: Scope):
    context = ledger_context(scope, request.user, year=request.GET.get("year", ""))
    return render_page(request, HERE + "ledger.html", context, fragment="book")


def ledger(request, pk):
    """Give and take of one partnership."""
    return _page(request, Scope.named("partnership", pk, request.user))


def project_ledger(request, pk):
    return _page(request, Scope.named("project", pk, request.user))


def organisation_ledger(request, pk):
    """What this organisation gives and receives, in the partnerships that the reader works on."""
    return _page(request, Scope.named("organisation", pk, request.user))


def quarter_ledger(request, pk):
    """Give and take of the projects in this quarter."""
    return _page(request, Scope.named("quarter", pk, request.user))


def ledger_all(request):
    """Give and take of all my partnerships."""
    return _page(request, Scope())


def ledger_rows(request):
    """The rows behind one number; their sum is the number."""
    scope, number = Scope.asked_for(request.GET, request.user), rows.Number.asked_for(request.GET)
    page, sums = page_behind(request, scope, number)
    context = {
        "scope": scope,
        "number": number,
        "stage": stage_label(number.stage),
        "direction": direction_label(number.giver_side, number.receiver_side) if number.giver_side else "",
        "page": page,
        "sums": sums,
    }
    return render_page(request, HERE + "rows.html", context, fragment="rows")


@once
def ledger_export(request):
    """Have the ledger of a scope, of a year or of all, built as a file."""
    scope, year = Scope.asked_for(request.GET, request.user), rows.Number.asked_for(request.GET).year
    may = export_rules.may_ask(request.user, actions.partnership_of(scope), LedgerExport.kind)
    require_to_open(request, may, instead=scope.url)
    form = ExportForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.export(scope, year=year, file_format=form.cleaned_data["format"], by=request.user))
    back = f"{scope.url}?{urlencode({'year': year})}" if year else scope.url
    return render_page(
        request, HERE + "export.html", {"form": form, "scope": scope, "year": year, "back": back}, status=422 if form.errors else 200
    )
