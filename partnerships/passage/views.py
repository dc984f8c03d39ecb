from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerships.base.pages import form_data, passes, post_only, refusals_on, require_to_open
from partnerships.meeting.models import Meeting
from partnerships.meeting.pages import form_page, meeting_of, part_of
from partnerships.passage import actions, rules
from partnerships.passage.forms import ViewForm, WishForm
from partnerships.passage.models import Wish


def ask(request, pk):
    """Ask for a change at a passage; `?passage=` names it."""
    meeting = meeting_of(request, pk)
    may = rules.may_ask(request.user, meeting)
    require_to_open(request, may)
    initial = {"edition": meeting.edition, "passage": request.GET.get("passage", "")}
    form = WishForm(form_data(request), initial=initial, items=list(meeting.items.all()), decisions=list(meeting.decisions.all()))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.ask(meeting, edition=form.cleaned_data["edition"], by=request.user, **form.words())
            return redirect(meeting)
    lead = _("The minutes are opened again for both sides. Releases given so far lapse; afterwards both sides are asked anew.")
    context = {"heading": _("Ask for a change"), "thing": meeting, "submit": _("Ask for the change")}
    if meeting.state == Meeting.State.RELEASE:
        context["lead"] = lead
    return form_page(request, form, meeting.get_absolute_url(), **context)


@post_only
def settle(request, pk):
    wish = actions.settle(part_of(request, Wish, pk), by=request.user)
    messages.success(request, _("The request is settled."))
    return redirect(wish)


def differ(request, pk):
    """Put one's own view beside the passage."""
    wish = part_of(request, Wish, pk)
    may = rules.may_differ(request.user, wish)
    require_to_open(request, may)
    form = ViewForm(form_data(request), initial={"view": wish.text})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.differ(wish, view=form.cleaned_data["view"], by=request.user))
    lead = _("Both versions stand side by side in the minutes: the passage as it is written, and your view. Nobody else words it.")
    context = {"heading": _("Put our view beside it"), "thing": wish.meeting, "lead": lead, "submit": _("Put our view beside it")}
    return form_page(request, form, wish.get_absolute_url(), **context)
