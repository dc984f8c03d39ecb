from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.agreement.ending import WindUp
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion
from partnerships.agreement.moves import BOUND
from partnerships.base.pages import form_data, post_only, refusals_on, render_page
from partnerships.base.verdict import require
from partnerships.once.guard import once
from partnerships.tenure import actions, page, reading, rules
from partnerships.tenure.days import notice_effective_on, outlook_of
from partnerships.tenure.forms import DeclineForm, ItemForm, MotionForm, NoticeForm, RemindersForm, StrikeForm

Verb = Motion.Verb


def course(request, pk):
    """The days ahead, what is proposed, and the list of the end."""
    return _course(request, _signed(request, pk))


def _course(request, agreement, *, item=None, reminders=None, status: int = 200):
    buttons = page.buttons(agreement, request.user)
    context = {
        "agreement": agreement,
        "edition": agreement.current(),
        "ahead": outlook_of(agreement),
        "notice": reading.notice_of(agreement),
        "motions": page.motions(agreement, request.user),
        "buttons": buttons,
        "refused": page.refused(buttons),
        "list": page.wind_up(agreement, request.user),
        "item_form": item or ItemForm(form_data(request) if request.method == "GET" else None, agreement=agreement),
        "may_remind": rules.may_set_reminders(request.user, agreement),
        "reminders": reminders or RemindersForm(initial={"months": [str(each) for each in agreement.remind_months]}),
    }
    return render_page(request, "partnerships/tenure/course.html", context, status=status)


@post_only
def begin_renewal(request, pk):
    actions.begin_renewal(_signed(request, pk), by=request.user)
    messages.success(request, _("The other side was asked to talk about the renewal."))
    return redirect("agreement_course", pk)


def give_notice(request, pk):
    agreement = _signed(request, pk)
    require(rules.may_give_notice(request.user, agreement))
    shown = notice_effective_on(agreement)
    form = NoticeForm(form_data(request), initial={"effective_on": shown})
    if request.method == "POST" and form.is_valid():
        chosen = {name: value for name, value in form.cleaned_data.items() if name != "read"}
        with refusals_on(form):
            actions.give_notice(agreement, by=request.user, **chosen)
            messages.success(request, _("Notice is given, and the other side was told."))
            return redirect("agreement_course", pk)
        form.data = form.data.copy()
        form.data["effective_on"] = shown
    context = {"agreement": agreement, "form": form, "effective_on": shown, "ahead": outlook_of(agreement), "edition": agreement.current()}
    return render_page(request, "partnerships/tenure/notice.html", context, status=422 if form.errors else 200)


@once
def propose(request, pk, verb):
    agreement = _signed(request, pk)
    require(rules.may_propose(request.user, agreement, verb))
    form = MotionForm(form_data(request), verb=verb)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            motion = actions.propose(agreement, verb=verb, by=request.user, **form.cleaned_data)
            messages.success(request, _("Proposed. It happens when the other side agrees.") if motion.is_open else _("Done."))
            return redirect("agreement_course", pk)
    context = {
        "agreement": agreement,
        "form": form,
        "verb": verb,
        "open_items": agreement.wind_up.filter(state=WindUp.State.OPEN) if verb == Verb.ARCHIVE else [],
    }
    return render_page(request, "partnerships/tenure/propose.html", context, status=422 if form.errors else 200)


@post_only
def agree(request, pk):
    motion = reading.motion_or_404(request.user, pk)
    motion = actions.agree(motion, edition=request.POST.get("edition"), by=request.user)
    messages.success(request, _("You have agreed.") if motion.is_open else _("Agreed by all."))
    return redirect("agreement_course", motion.agreement_id)


def decline(request, pk):
    motion = reading.motion_or_404(request.user, pk)
    require(rules.may_decline(request.user, motion))
    form = DeclineForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.decline(motion, by=request.user, **form.cleaned_data)
            return redirect("agreement_course", motion.agreement_id)
    context = {"agreement": motion.agreement, "motion": motion, "form": form}
    return render_page(request, "partnerships/tenure/decline.html", context, status=422 if form.errors else 200)


@post_only
def withdraw(request, pk):
    motion = actions.withdraw(reading.motion_or_404(request.user, pk), by=request.user)
    return redirect("agreement_course", motion.agreement_id)


@post_only
def reminders(request, pk):
    agreement = _signed(request, pk)
    form = RemindersForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.set_reminders(agreement, months=form.cleaned_data["months"], by=request.user)
            messages.success(request, _("The reminders are set, for both sides."))
            return redirect("agreement_course", pk)
    return _course(request, agreement, reminders=form, status=422)


@once
@post_only
def add_item(request, pk):
    agreement = _signed(request, pk)
    form = ItemForm(request.POST, agreement=agreement)
    if form.is_valid():
        with refusals_on(form):
            actions.add_item(agreement, by=request.user, **form.cleaned_data)
            return redirect(_list_of(agreement.pk))
    return _course(request, agreement, item=form, status=422)


@post_only
def finish_item(request, pk):
    item = actions.change_item(reading.item_or_404(request.user, pk), verb="finish", by=request.user)
    return redirect(_list_of(item.agreement_id))


@post_only
def reopen_item(request, pk):
    item = actions.change_item(reading.item_or_404(request.user, pk), verb="reopen", by=request.user)
    return redirect(_list_of(item.agreement_id))


def strike_item(request, pk):
    item = reading.item_or_404(request.user, pk)
    require(rules.may_change_item(request.user, item, "drop"))
    form = StrikeForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.change_item(item, verb="drop", by=request.user, **form.cleaned_data)
            return redirect(_list_of(item.agreement_id))
    context = {"agreement": item.agreement, "item": item, "form": form}
    return render_page(request, "partnerships/tenure/strike.html", context, status=422 if form.errors else 200)


def _list_of(pk) -> str:
    return f"{reverse('agreement_course', args=[pk])}#list"


def _signed(request, pk) -> Agreement:
    """A signed agreement of one's own partnership; observers see the agreement itself, and an amendment ends with its agreement."""
    agreement = reading.with_term_or_404(request.user, pk)
    if agreement.amends_id or agreement.state not in BOUND or agreement.partnership.party_of(request.user) is None:
        raise Http404
    return agreement
