"""The pages of the ledger and of the rows behind its numbers."""

from partnerships.base.pages import render_page, wide_page_of
from projects.ledger import rows
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
    found = rows.rows_of(scope.contributions(request.user), number)
    sums = rows.sum_of(found, number)
    context = {
        "scope": scope,
        "number": number,
        "stage": stage_label(number.stage),
        "direction": direction_label(number.giver_side, number.receiver_side) if number.giver_side else "",
        "page": wide_page_of(request, found, count=sums["count"]),
        "sums": sums,
    }
    return render_page(request, HERE + "rows.html", context, fragment="rows")
