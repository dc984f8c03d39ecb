"""Correcting what is confirmed: propose, agree, decline, withdraw."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.pages import form_data, passes, post_only, refusals_on, render_page, require_to_open
from partnerships.once.guard import once
from projects.contribution.reading import contribution_or_404, delivery_or_404
from projects.ledger import actions, rules
from projects.ledger.forms import AmendForm, GiveBackForm
from projects.ledger.models import Rebooking
from projects.ledger.reading import rebooking_or_404

HERE = "projects/ledger/"


@once
def delivery_amend(request, pk):
    """Propose to correct or to cancel a confirmed row."""
    delivery = delivery_or_404(request.user, pk)
    may = rules.may_amend(request.user, delivery)
    require_to_open(request, may, instead=delivery.get_absolute_url())
    form = AmendForm(form_data(request), delivery=delivery)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            what, common = form.cleaned_data["sort"], {"reason": form.cleaned_data["reason"], "by": request.user}
            correction = (
                actions.cancel(delivery, **common) if what == Rebooking.Sort.CANCEL else actions.amend(delivery, **form.numbers, **common)
            )
            return _told(request, correction)
    return _form(request, form, delivery.contribution, delivery)


@once
def contribution_give_back(request, pk):
    """Propose that something was given back."""
    contribution = contribution_or_404(request.user, pk)
    may = rules.may_give_back(request.user, contribution)
    require_to_open(request, may, instead=contribution.get_absolute_url())
    form = GiveBackForm(form_data(request), contribution=contribution, initial={"on": clock.today()})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return _told(request, actions.give_back(contribution, **form.cleaned_data, by=request.user))
    return _form(request, form, contribution, None)


def _form(request, form, contribution, delivery):
    context = {"form": form, "contribution": contribution, "delivery": delivery}
    return render_page(request, HERE + "amend.html", context, status=422 if form.errors else 200)


def _told(request, correction: Rebooking):
    messages.success(request, _("Proposed. Nothing changes before %(other)s agrees.") % {"other": correction.other})
    return redirect(correction)


def rebooking_detail(request, pk):
    correction = rebooking_or_404(request.user, pk)
    verdicts = {verb: getattr(rules, f"may_{verb}")(request.user, correction) for verb in ("agree", "decline", "withdraw")}
    context = {
        "correction": correction,
        "contribution": correction.contribution,
        "verdicts": verdicts,
        "is_open": bool(rules.is_open(correction)),
    }
    return render_page(request, HERE + "rebooking.html", context)


@post_only
def rebooking_agree(request, pk):
    correction = actions.agree(rebooking_or_404(request.user, pk), by=request.user)
    messages.success(request, _("Corrected. The old row stays, the new ones name it."))
    return redirect(correction.contribution)


@post_only
def rebooking_decline(request, pk):
    correction = actions.decline(rebooking_or_404(request.user, pk), by=request.user)
    messages.success(request, _("Declined. Everything stays as it is."))
    return redirect(correction)


@post_only
def rebooking_withdraw(request, pk):
    correction = actions.withdraw(rebooking_or_404(request.user, pk), by=request.user)
    messages.success(request, _("The proposal is taken back."))
    return redirect(correction)
