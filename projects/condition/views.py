"""Three buttons on the page of a contribution."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from partnerships.base.pages import post_only
from projects.condition import actions
from projects.condition.models import Condition


def _condition(request, pk) -> Condition:
    return get_object_or_404(Condition.objects.visible_to(request.user).select_related("contribution"), pk=pk)


@post_only
def condition_fulfil(request, pk):
    condition = actions.fulfil(_condition(request, pk), word=request.POST.get("word", ""), by=request.user)
    messages.success(request, _("Noted. Now %(giver)s looks at it.") % {"giver": condition.contribution.giver})
    return redirect(condition)


@post_only
def condition_accept(request, pk):
    condition = actions.accept(_condition(request, pk), by=request.user)
    messages.success(request, _("The condition is accepted as fulfilled."))
    return redirect(condition)


@post_only
def condition_reopen(request, pk):
    condition = actions.reopen(_condition(request, pk), word=request.POST.get("word", ""), by=request.user)
    messages.success(request, _("%(receiver)s reads what is missing.") % {"receiver": condition.contribution.receiver})
    return redirect(condition)
