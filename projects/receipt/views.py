"""The pages of receipts."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.annex import page as annexes
from partnerships.annex.models import files_of
from partnerships.base.pages import form_data, page_of, passes, refusals_on, render_page, require_to_open
from partnerships.base.uploads import Incoming, takes_file
from partnerships.base.valuation import Kind
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from projects.change import rules as changes
from projects.change.models import Change
from projects.contribution.models import Contribution
from projects.receipt import actions, reading, rules
from projects.receipt.actual import actual_of, warning_of
from projects.receipt.forms import EditForm, EnterForm, FileForm, StrikeForm
from projects.receipt.models import Receipt

HERE = "projects/receipt/"
HISTORY = 30
IN_CHOICE = ("title", "starts_on", "ends_on", "giver__name", "giver__short_name")


def receipt_choose(request):
    """On the way with a receipt in hand: which grant was it paid from?"""
    writes = [pk for pk in request.standing.ids if request.standing.writes_for(pk)]
    grants = Contribution.objects.visible_to(request.user).promised().filter(kind=Kind.MONEY, receiver__in=writes)
    counted = reading.with_count(grants).select_related("giver").only(*IN_CHOICE)
    return render_page(request, HERE + "choose.html", {"page": page_of(request, counted.order_by("-ends_on", "title", "pk"))})


def contribution_receipts(request, pk):
    """Budget and actual for both sides; the receipts, in order of time, for the house that receives."""
    contribution = reading.grant_or_404(request.user, pk)
    single = rules.sees_single(request.user, contribution)
    rows = Receipt.objects.visible_to(request.user).filter(contribution=contribution).select_related("line__plan").in_order()
    actual = actual_of(contribution)
    context = {
        "contribution": contribution,
        "actual": actual,
        "change_url": _change_url(request, contribution) if actual.needs_change else "",
        "single": single,
        "page": page_of(request, rows, size=100, count=actual.receipts) if single else None,
        "may_enter": rules.may_enter(request.user, contribution),
    }
    return render_page(request, HERE + "list.html", context)


def _change_url(request, contribution: Contribution) -> str:
    """The change that is proposed already, or where one is proposed."""
    proposed = Change.objects.visible_to(request.user).filter(contribution=contribution, state=Change.State.PROPOSED).first()
    if proposed:
        return proposed.get_absolute_url()
    return reverse("contribution_change", args=[contribution.pk]) if changes.may_propose(request.user, contribution) else ""


@takes_file(Incoming)
@once
def receipt_create(request, pk):
    """One screen for the phone; afterwards the next receipt, or the list."""
    contribution = reading.grant_or_404(request.user, pk)
    may = rules.may_enter(request.user, contribution)
    require_to_open(request, may, instead=contribution.get_absolute_url())
    form = EnterForm(form_data(request), request.FILES or None, contribution=contribution, person=request.user)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            meant = form.cleaned_data.get("meant", [])
            receipt = actions.enter(contribution, entry=form.entry(), upload=form.chosen, meant=meant, by=request.user)
            _tell(request, receipt)
            return redirect("receipt_create" if "next" in request.POST else "contribution_receipts", contribution.pk)
    if form.is_bound:
        form.keep()
    return render_page(request, HERE + "create.html", {"form": form, "contribution": contribution}, status=422 if form.errors else 200)


def _tell(request, receipt: Receipt) -> None:
    messages.success(request, _("Kept as no. %(no)d. Please write this number on the paper.") % {"no": receipt.no})
    if warning := warning_of(actual_of(receipt.contribution), receipt.line_id):
        messages.warning(request, warning)


def receipt_detail(request, pk):
    receipt = reading.receipt_or_404(request.user, pk)
    context = {
        "receipt": receipt,
        "files": annexes.rows(files_of(receipt, request.user), receipt, request.user),
        "may_edit": rules.may_edit(request.user, receipt),
        "may_strike": rules.may_strike(request.user, receipt),
        "history": last_lines(request.user, receipt, most=HISTORY),
    }
    return render_page(request, HERE + "detail.html", context)


@once
def receipt_edit(request, pk):
    receipt = reading.receipt_or_404(request.user, pk)
    may = rules.may_edit(request.user, receipt)
    require_to_open(request, may, instead=receipt.get_absolute_url())
    form = EditForm(form_data(request), receipt=receipt, person=request.user)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            data = form.cleaned_data
            actions.edit(receipt, edition=data["edition"], entry=form.entry(), meant=data.get("meant", []), by=request.user)
            return redirect(receipt)
    return render_page(request, HERE + "edit.html", {"form": form, "receipt": receipt}, status=422 if form.errors else 200)


@takes_file(Incoming)
@once
def receipt_file_add(request, pk):
    receipt = reading.receipt_or_404(request.user, pk)
    may = rules.may_add_file(request.user, receipt)
    require_to_open(request, may, instead=receipt.get_absolute_url())
    form = FileForm(form_data(request), request.FILES or None)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.add_file(receipt, upload=form.cleaned_data["upload"], by=request.user)
            return redirect(receipt)
    return render_page(request, HERE + "file.html", {"form": form, "receipt": receipt}, status=422 if form.errors else 200)


@once
def receipt_strike(request, pk):
    receipt = reading.receipt_or_404(request.user, pk)
    may = rules.may_strike(request.user, receipt)
    require_to_open(request, may, instead=receipt.get_absolute_url())
    form = StrikeForm(form_data(request), receipt=receipt)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.strike(receipt, **form.words(), edition=form.cleaned_data["edition"], by=request.user)
            return redirect("contribution_receipts", receipt.contribution_id)
    return render_page(request, HERE + "strike.html", {"form": form, "receipt": receipt}, status=422 if form.errors else 200)
