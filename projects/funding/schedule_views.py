"""The pages of payment schedules."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.base import clock
from partnerships.base.pages import form_data, passes, post_only, refusals_on, render_page, require_to_open
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from projects.contribution.models import Contribution
from projects.contribution.reading import contribution_or_404
from projects.funding import rules, schedules
from projects.funding.forms import ScheduleEditForm, ScheduleForm
from projects.funding.models import Schedule
from projects.funding.presets import PRESETS, Line
from projects.funding.reading import calls_of, instalments_of, schedule_or_404
from projects.funding.staff import shortage_of
from projects.funding.turn import agree_ask, turn_of_proposal

HERE = "projects/funding/"
HISTORY = 40
STANDS = (Schedule.State.PROPOSED, Schedule.State.AGREED)
LABELS = {
    "single": gettext_lazy("Paid at once"),
    "quarterly": gettext_lazy("Quarter by quarter"),
    "held_back": gettext_lazy("90 % at once, 10 % after the proof of use"),
}


@once
def contribution_schedule(request, pk):
    """Propose a payment schedule; ?preset= fills it in."""
    contribution = contribution_or_404(request.user, pk)
    proposed = contribution.schedules.filter(state=Schedule.State.PROPOSED).first()
    if proposed and request.method == "GET":
        return redirect(proposed)
    may = rules.may_propose(request.user, contribution)
    require_to_open(request, may, instead=contribution.get_absolute_url())
    shortage = shortage_of(contribution.giver)
    lines = _preset(request, contribution)
    form = ScheduleForm(form_data(request), contribution=contribution, lines=lines, short=bool(shortage))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            schedule = schedules.propose(contribution, by=request.user, **form.words)
            messages.success(request, _("Proposed. Now %(other)s is asked.") % {"other": schedule.waits_for})
            return redirect(schedule)
    context = {
        "form": form,
        "contribution": contribution,
        "presets": _presets(request, contribution),
        "back": contribution.get_absolute_url(),
        "shortage": shortage,
    }
    return render_page(request, HERE + "schedule_form.html", context, status=422 if form.errors else 200)


def _preset(request, contribution: Contribution) -> list[Line]:
    """What holds so far, or one of the usual schedules."""
    chosen = request.GET.get("preset", "")
    agreed = Schedule.objects.visible_to(request.user).filter(contribution=contribution, state=Schedule.State.AGREED)
    holds = agreed.first() if not chosen else None
    if holds:
        return [Line(each.due_on, each.amount, each.condition) for each in instalments_of(holds)]
    start = max(contribution.starts_on, clock.today()) if clock.today() <= contribution.ends_on else contribution.starts_on
    return PRESETS.get(chosen, PRESETS["single"])(contribution.granted, start, contribution.ends_on)


def _presets(request, contribution: Contribution) -> list[dict]:
    here = reverse("contribution_schedule", args=[contribution.pk])
    return [
        {"label": str(label), "url": f"{here}?preset={key}", "active": request.GET.get("preset") == key} for key, label in LABELS.items()
    ]


def schedule_detail(request, pk):
    schedule = schedule_or_404(request.user, pk)
    person = request.user
    instalments = instalments_of(schedule)
    calls = {call.instalment_id: call for call in calls_of(person, schedule)}
    for instalment in instalments:
        instalment.schedule, instalment.call = schedule, calls.get(instalment.pk)
        instalment.may_call = rules.may_call(person, instalment) if instalment.call is None else None
    may_agree = rules.may_agree(person, schedule)
    context = {
        "schedule": schedule,
        "contribution": schedule.contribution,
        "instalments": instalments,
        "shortage": shortage_of(schedule.contribution.giver, few_hands=schedule.few_hands) if schedule.state in STANDS else "",
        "adds_up": rules.adds_up(schedule, [each.amount for each in instalments]),
        "turn": turn_of_proposal(schedule, may_agree, agree_ask()),
        "may_agree": may_agree,
        "may_edit": rules.may_edit(person, schedule),
        "may_withdraw": rules.may_withdraw_schedule(person, schedule),
        "may_propose": rules.may_propose(person, schedule.contribution),
        "receives": schedule.contribution.receiver_id in request.standing.ids,
        "history": last_lines(person, schedule, most=HISTORY),
    }
    return render_page(request, HERE + "schedule.html", context)


@once
def schedule_edit(request, pk):
    schedule = schedule_or_404(request.user, pk)
    may = rules.may_edit(request.user, schedule)
    require_to_open(request, may, instead=schedule.get_absolute_url())
    shortage = shortage_of(schedule.contribution.giver)
    form = ScheduleEditForm(form_data(request), schedule=schedule, short=bool(shortage) or schedule.few_hands)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            schedule = schedules.edit(schedule, edition=form.cleaned_data["edition"], by=request.user, **form.words)
            messages.success(request, _("Changed. Now %(other)s is asked.") % {"other": schedule.waits_for})
            return redirect(schedule)
    context = {"form": form, "contribution": schedule.contribution, "schedule": schedule, "back": schedule.get_absolute_url()}
    context["shortage"] = shortage
    return render_page(request, HERE + "schedule_form.html", context, status=422 if form.errors else 200)


@post_only
def schedule_agree(request, pk):
    schedule = schedules.agree(schedule_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user)
    messages.success(request, _("Agreed. The payment schedule holds from now on."))
    return redirect(schedule)


@post_only
def schedule_withdraw(request, pk):
    schedule = schedules.withdraw(schedule_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user)
    return redirect(schedule.contribution)
