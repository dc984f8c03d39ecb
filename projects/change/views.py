"""Proposing a change, reading what would be different, and answering."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerships.base.forms import words_typed
from partnerships.base.pages import form_data, passes, post_only, refusals_on, render_page, require_to_open
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.register.starts import words_of_decision
from projects.change import actions, rules
from projects.change.forms import ChangeForm
from projects.change.page import compared
from projects.change.reading import change_or_404
from projects.contribution import reading
from projects.plan.forms import PlanRows, initial_of
from projects.plan.panels import plan_of

HERE = "projects/change/"
MOST_WORDS = 2000


@once
def contribution_change(request, pk):
    """Propose a change of what is granted."""
    contribution = reading.whole_or_404(request.user, pk)
    may = rules.may_propose(request.user, contribution)
    require_to_open(request, may, instead=contribution.get_absolute_url())
    data, (plan, lines) = form_data(request), plan_of(contribution)
    more = data.get("more", "") if data else ""
    form = ChangeForm(data, contribution=contribution, reason=words_of_decision(request)[:MOST_WORDS])
    plan_rows = PlanRows(data, initial=initial_of(plan, lines), more=more, zero=True) if plan else None
    sent = request.method == "POST" and not more
    if sent and passes(form, may) and _holds(form, plan_rows):
        with refusals_on(form):
            words = form.words() | {"lines": plan_rows.lines() if plan_rows else []}
            change = actions.propose(contribution, edition=form.cleaned_data["edition"], by=request.user, **words)
            messages.success(request, _("The change is proposed. It counts from the day on which the other side agrees."))
            return redirect(change)
    context = {"contribution": contribution, "form": form, "rows": plan_rows, "plan": plan}
    return render_page(request, HERE + "form.html", context, status=422 if sent and form.errors else 200)


def _holds(form, plan_rows) -> bool:
    if plan_rows is None or plan_rows.is_valid():
        return True
    form.add_error(None, plan_rows.problem)
    return False


def change_detail(request, pk):
    change = change_or_404(request.user, pk)
    context = {
        "change": change,
        "contribution": change.contribution,
        "rows": compared(change),
        "entries": last_lines(request.user, change),
        "verdicts": {"answer": rules.may_answer(request.user, change), "withdraw": rules.may_withdraw(request.user, change)},
    }
    return render_page(request, HERE + "detail.html", context)


@post_only
def change_agree(request, pk):
    change = actions.agree(change_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user)
    messages.success(request, _("Agreed. The change counts from today on."))
    return redirect(change.contribution)


@post_only
def change_decline(request, pk):
    text = words_typed(request.POST.get("text", ""), most=MOST_WORDS)
    change = actions.decline(change_or_404(request.user, pk), edition=request.POST.get("edition"), text=text, by=request.user)
    messages.success(request, _("Declined. What was agreed stays as it is."))
    return redirect(change.contribution)


@post_only
def change_withdraw(request, pk):
    change = actions.withdraw(change_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user)
    messages.success(request, _("The change request is withdrawn."))
    return redirect(change.contribution)
