"""One button on the page of a contribution."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from partnerships.base.pages import post_only
from partnerships.base.templatetags.portal import euro
from projects.basis import actions
from projects.contribution.models import Contribution


@post_only
def contribution_count(request, pk):
    contribution = get_object_or_404(Contribution.objects.visible_to(request.user), pk=pk)
    delivery = actions.count(contribution, by=request.user)
    words = {"amount": euro(delivery.amount), "receiver": delivery.contribution.receiver}
    messages.success(request, _("Noted: %(amount)s. Now %(receiver)s confirms it.") % words)
    return redirect(contribution)
