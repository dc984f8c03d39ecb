"""The pages on which a partnership agrees how long minutes wait for release."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base.names import by_name
from partnerships.base.pages import form_data, page_of, passes, post_only, refusals_on, render_page, require_to_open, uuid_or_404
from partnerships.deadline import actions, rules
from partnerships.deadline.forms import DeclineForm, EndForm, RewordForm, TermsForm
from partnerships.deadline.models import Deadline
from partnerships.deadline.reading import deadline_or_404
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.partnership.models import Partnership
from partnerships.partnership.reading import worked_on_or_404

FORM = "partnerships/meeting/form.html"


def index(request):
    """What my partnerships have agreed; a partnership without a row keeps to what is usual."""
    rows = Partnership.objects.worked_on_by(request.user).filter(state=Partnership.State.ACTIVE).order_by(*by_name("title"))
    page = page_of(request, rows)
    live = Deadline.objects.visible_to(request.user).filter(state__in=[Deadline.State.PROPOSED, Deadline.State.IN_FORCE])
    found: dict = {}
    for each in live.filter(partnership__in=[row.pk for row in page]).order_by("state"):
        found.setdefault(each.partnership_id, []).append(each)
    for row in page:
        row.agreed = found.get(row.pk, [])
    return render_page(request, "partnerships/deadline/list.html", {"page": page}, fragment="rows")


@once
def create(request):
    partnership = worked_on_or_404(request.user, uuid_or_404(request.GET.get("partnership", "")))
    may = rules.may_propose(request.user, partnership)
    require_to_open(request, may)
    form = TermsForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.propose(partnership, by=request.user, **form.cleaned_data))
    lead = _("It holds as soon as both sides have agreed, for minutes that are sent from then on.")
    context = {"heading": _("Propose a deadline"), "submit": _("Propose the deadline"), "lead": lead, "once_token": True}
    return _form(request, form, partnership.get_absolute_url(), thing=partnership, **context)


def _form(request, form, back_url: str, **context):
    context = {"form": form, "back_url": back_url} | context
    return render_page(request, FORM, context, status=422 if form.errors else 200)


def detail(request, pk):
    deadline = deadline_or_404(request.user, pk)
    live = deadline.state in (Deadline.State.PROPOSED, Deadline.State.IN_FORCE)
    context = {
        "deadline": deadline,
        "sides": deadline.yes_table() if live else None,
        "may": {
            "agree": rules.may_agree(request.user, deadline),
            "edit": rules.may_reword(request.user, deadline),
            "decline": rules.may_decline(request.user, deadline),
            "withdraw": rules.may_withdraw(request.user, deadline),
            "end": rules.may_end(request.user, deadline),
            "propose": rules.may_propose(request.user, deadline.partnership),
        },
        "entries": last_lines(request.user, deadline, most=30),
    }
    return render_page(request, "partnerships/deadline/detail.html", context)


def edit(request, pk):
    """Propose it differently."""
    deadline = deadline_or_404(request.user, pk)
    may = rules.may_reword(request.user, deadline)
    require_to_open(request, may)
    form = RewordForm(form_data(request), initial=RewordForm.initial_of(deadline))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.reword(deadline, edition=form.cleaned_data["edition"], by=request.user, **form.words()))
    words = {"heading": _("Change the proposal"), "submit": _("Propose it like this"), "thing": deadline}
    return _form(request, form, deadline.get_absolute_url(), **words)


@post_only
def agree(request, pk):
    deadline = actions.agree(deadline_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user)
    holds = deadline.state == Deadline.State.IN_FORCE
    messages.success(request, _("Both sides have agreed. It holds from now on.") if holds else _("Your organisation has agreed."))
    return redirect(deadline)


def decline(request, pk):
    deadline = deadline_or_404(request.user, pk)
    may = rules.may_decline(request.user, deadline)
    require_to_open(request, may)
    form = DeclineForm(form_data(request), initial={"edition": deadline.edition})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.decline(deadline, edition=form.cleaned_data["edition"], by=request.user, **form.words()))
    words = {"heading": _("Decline the proposal"), "submit": _("Decline the proposal"), "thing": deadline, "danger": True}
    return _form(request, form, deadline.get_absolute_url(), **words)


@post_only
def withdraw(request, pk):
    deadline = actions.withdraw(deadline_or_404(request.user, pk), by=request.user)
    messages.success(request, _("The proposal was withdrawn."))
    return redirect(deadline)


def end(request, pk):
    deadline = deadline_or_404(request.user, pk)
    may = rules.may_end(request.user, deadline)
    require_to_open(request, may)
    form = EndForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.end(deadline, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("It no longer holds. Ten working days hold again, and silence is no yes."))
            return redirect("deadline_list")
    lead = _("For minutes that are sent from now on ten working days hold again; silence is no yes any more, also for those that wait.")
    words = {"heading": _("End this agreement"), "submit": _("End this agreement"), "lead": lead, "thing": deadline, "danger": True}
    return _form(request, form, reverse("deadline_detail", args=[deadline.pk]), **words)
