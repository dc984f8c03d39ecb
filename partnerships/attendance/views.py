from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerships.attendance import actions, rules
from partnerships.attendance.door import invite_behind
from partnerships.attendance.forms import AnswerForm
from partnerships.base.pages import post_only, refusals_on, render_page
from partnerships.base.verdict import Refused
from partnerships.meeting.pages import meeting_of


@login_not_required
def answer(request, token):
    """The page of just this meeting for whoever has the link: when, where, the agenda, and the answer. Looking changes nothing."""
    invite = invite_behind(token)
    if invite is None or not rules.opens(invite):
        raise Http404
    may = rules.may_answer(invite.meeting)
    chosen = request.GET.get("answer") or invite.answer
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"answer": chosen})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.answer(invite, answer=form.cleaned_data["answer"])
            messages.success(request, _("Thank you. Your answer was noted."))
            return redirect("answer", token)
    items = list(invite.meeting.items.select_related("brought_in_by"))
    context = {"invite": invite, "meeting": invite.meeting, "form": form, "may": may, "items": items}
    return render_page(request, "partnerships/attendance/answer.html", context, status=422 if form.errors else 200)


@post_only
def reply(request, pk):
    """One's own answer, on the meeting's page."""
    meeting = meeting_of(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Please say yes, perhaps or no."))
    actions.answer_for_oneself(meeting, by=request.user, **form.cleaned_data)
    messages.success(request, _("Your answer was noted."))
    return redirect(meeting)
