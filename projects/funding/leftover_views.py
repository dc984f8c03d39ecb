"""The pages about the rest of a grant."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base.pages import form_data, passes, post_only, refusals_on, render_page, require_to_open
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from projects.contribution.reading import contribution_or_404
from projects.funding import leftovers
from projects.funding.forms import LeftoverForm
from projects.funding.leftover import Leftover
from projects.funding.models import ZERO
from projects.funding.reading import leftover_or_404
from projects.funding.turn import leftover_ask, turn_of_proposal

HERE = "projects/funding/"
HISTORY = 40


@once
def contribution_rest(request, pk):
    """Propose what becomes of the rest."""
    contribution = contribution_or_404(request.user, pk)
    may = leftovers.may_propose(request.user, contribution)
    require_to_open(request, may, instead=contribution.get_absolute_url())
    form = LeftoverForm(form_data(request), initial={"amount": contribution.rest or None})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            leftover = leftovers.propose(contribution, by=request.user, **form.cleaned_data)
            messages.success(request, _("Proposed. Now %(other)s is asked.") % {"other": leftover.waits_for})
            return redirect(leftover)
    context = {"form": form, "contribution": contribution}
    return render_page(request, HERE + "leftover_form.html", context, status=422 if form.errors else 200)


def leftover_detail(request, pk):
    leftover = leftover_or_404(request.user, pk)
    person = request.user
    may_agree = leftovers.may_agree(person, leftover)
    due = leftover.state == Leftover.State.AGREED and leftover.way == Leftover.Way.BACK
    back = leftovers.given_back(leftover) if due else None
    context = {
        "leftover": leftover,
        "contribution": leftover.contribution,
        "turn": turn_of_proposal(leftover, may_agree, leftover_ask()),
        "may_agree": may_agree,
        "may_withdraw": leftovers.may_withdraw(person, leftover),
        "back": back,
        "missing": max(leftover.amount - back, ZERO) if back is not None else None,
        "give_back_url": reverse("contribution_give_back", args=[leftover.contribution_id]),
        "history": last_lines(person, leftover, most=HISTORY),
    }
    return render_page(request, HERE + "leftover.html", context)


@post_only
def leftover_agree(request, pk):
    leftover = leftovers.agree(leftover_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user)
    messages.success(request, _("Agreed. It holds from now on."))
    return redirect(leftover)


@post_only
def leftover_decline(request, pk):
    return redirect(leftovers.decline(leftover_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user))


@post_only
def leftover_withdraw(request, pk):
    leftover = leftovers.withdraw(leftover_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user)
    return redirect(leftover.contribution)
