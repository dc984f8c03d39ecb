"""Writing a plan, and its sums while one writes."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerships.base.meanwhile import EditionForm
from partnerships.base.pages import form_data, passes, post_only, refusals_on, render_page, require_to_open
from projects.contribution import reading
from projects.plan import actions, rules
from projects.plan.forms import PlanRows, initial_of
from projects.plan.page import flat_rate
from projects.plan.panels import plan_of

HERE = "projects/plan/"


def contribution_plan(request, pk):
    """Write or change the plan of an open request; "more rows" sends the page and stores nothing."""
    contribution = reading.whole_or_404(request.user, pk)
    data, (plan, lines) = form_data(request), plan_of(contribution)
    may = rules.may_edit(request.user, contribution, planned=plan is not None)
    require_to_open(request, may, instead=contribution.get_absolute_url())
    more = data.get("more", "") if data else ""
    form = EditionForm(data, thing=contribution, initial={"edition": contribution.edition})
    plan_rows = PlanRows(data, initial=initial_of(plan, lines), more=more)
    sent = request.method == "POST" and not more
    if sent and passes(form, may) and _holds(form, plan_rows, contribution):
        with refusals_on(form):
            actions.write(contribution, edition=form.cleaned_data["edition"], terms=plan_rows.terms(), by=request.user)
            messages.success(request, _("The plan is saved: costs and financing are the same sum."))
            return redirect(f"{contribution.get_absolute_url()}#plan")
    context = {"contribution": contribution, "form": form, "rows": plan_rows, "plan": plan}
    return render_page(request, HERE + "form.html", context, status=422 if sent and form.errors else 200)


def _holds(form, plan_rows: PlanRows, contribution) -> bool:
    if plan_rows.is_valid() and plan_rows.fits(contribution):
        return True
    form.add_error(None, plan_rows.problem)
    return False


@post_only
def plan_sums(request):
    """A fragment: the sums of what stands in the rows right now. Stores nothing."""
    rows = PlanRows(request.POST)
    rows.are_rows_valid()
    found = rows.sums()
    context = {"sums": found, "balance": rules.is_balanced(found), "flat_rate": flat_rate(rows.lines())}
    return render_page(request, HERE + "sums.html", context)
