"""The one page of an organisation's time limits."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerships.base.pages import form_data, passes, refusals_on, render_page
from projects.limit import actions, rules
from projects.limit.forms import LimitsForm
from projects.limit.models import Limits


def organisation_limits(request, pk):
    """Read by its members, changed by its administration or coordination."""
    organisation = request.standing.organisations.get(pk)
    if organisation is None:
        raise Http404
    may = rules.may_change(request.user, organisation)
    limits = Limits.of(organisation.pk)
    form = LimitsForm(form_data(request), limits=limits)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.change(organisation, days=form.words(), by=request.user)
            messages.success(request, _("The time limits are saved. They count for every step that begins from now on."))
            return redirect(limits)
    context = {"organisation": organisation, "form": form, "limits": limits, "verdict": may}
    return render_page(request, "projects/limit/limits.html", context, status=422 if form.errors else 200)
