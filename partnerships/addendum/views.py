"""The pages of addenda."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerships.addendum import actions, rules
from partnerships.addendum.forms import AddendumForm, DeclineForm, RewordForm
from partnerships.addendum.models import AREA, Addendum, AddendumPaper
from partnerships.addendum.reading import addendum_or_404, whole_or_404
from partnerships.addendum.turn import turn_of
from partnerships.base.pages import form_data, passes, post_only, refusals_on, render_page, require_to_open
from partnerships.base.verdict import Refused
from partnerships.journal.models import last_lines
from partnerships.meeting.pages import form_page, meeting_of
from partnerships.once.guard import once
from partnerships.paper.download import sent

FORM = "partnerships/addendum/form.html"


@once
def create(request, pk):
    meeting = meeting_of(request, pk)
    may = rules.may_propose(request.user, meeting)
    require_to_open(request, may)
    form = AddendumForm(form_data(request), meeting=meeting)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.propose(meeting, by=request.user, **form.content()))
    lead = _("The released minutes stay as they are. The addendum counts as soon as both sides have confirmed it.")
    context = {"heading": _("Propose an addendum"), "thing": meeting, "lead": lead, "submit": _("Propose the addendum"), "once_token": True}
    return form_page(request, form, meeting.get_absolute_url(), template=FORM, **context)


def detail(request, pk):
    addendum = whole_or_404(request.user, pk)
    context = {
        "addendum": addendum,
        "turn": turn_of(addendum, request.user),
        "corrections": addendum.corrections.all(),
        "sides": addendum.yes_table() if addendum.state in (Addendum.State.PROPOSED, Addendum.State.AGREED) else None,
        "may": {
            "agree": rules.may_agree(request.user, addendum),
            "edit": rules.may_reword(request.user, addendum),
            "decline": rules.may_decline(request.user, addendum),
            "withdraw": rules.may_withdraw(request.user, addendum),
        },
        "entries": last_lines(request.user, addendum, most=30),
    }
    return render_page(request, "partnerships/addendum/detail.html", context)


def edit(request, pk):
    """Word the proposal better."""
    addendum = addendum_or_404(request.user, pk)
    may = rules.may_reword(request.user, addendum)
    require_to_open(request, may)
    form = RewordForm(form_data(request), meeting=addendum.meeting, initial=RewordForm.initial_of(addendum))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.reword(addendum, edition=form.cleaned_data["edition"], by=request.user, **form.content()))
    lead = _("Both sides are asked anew about what you write here.")
    context = {"heading": _("Change the addendum"), "thing": addendum, "lead": lead, "submit": _("Propose it like this")}
    return form_page(request, form, addendum.get_absolute_url(), template=FORM, **context)


@post_only
def agree(request, pk):
    addendum = actions.agree(addendum_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user)
    final = addendum.state == Addendum.State.AGREED
    messages.success(request, _("Both sides have agreed: the addendum is final.") if final else _("Your organisation has confirmed it."))
    return redirect(addendum)


def decline(request, pk):
    addendum = addendum_or_404(request.user, pk)
    may = rules.may_decline(request.user, addendum)
    require_to_open(request, may)
    form = DeclineForm(form_data(request), initial={"edition": addendum.edition})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.decline(addendum, edition=form.cleaned_data["edition"], by=request.user, **form.words()))
    context = {"heading": _("Decline the addendum"), "thing": addendum, "submit": _("Decline the addendum"), "danger": True}
    return form_page(request, form, addendum.get_absolute_url(), **context)


@post_only
def withdraw(request, pk):
    addendum = actions.withdraw(addendum_or_404(request.user, pk), by=request.user)
    messages.success(request, _("The addendum was withdrawn."))
    return redirect(addendum)


def paper(request, pk):
    """The PDF of an agreed addendum: the same bytes for ever, or nothing at all."""
    addendum = addendum_or_404(request.user, pk)
    if addendum.state != Addendum.State.AGREED:
        raise Refused(_("The PDF is made when both sides have agreed on the addendum."))
    found = AddendumPaper.objects.visible_to(request.user).filter(addendum=addendum).exclude(file="").first()
    return sent(found, AREA, title=str(addendum))
