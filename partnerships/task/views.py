"""The pages of tasks: in the minutes and over all partnerships."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.pages import form_data, passes, post_only, prepared_page_of, refusals_on, render_page, require_to_open
from partnerships.base.verdict import YES, require
from partnerships.journal.models import last_lines
from partnerships.meeting.forms import ReasonForm
from partnerships.meeting.pages import form_page, meeting_of, part_of, tabs_of, uuid_of, way_back
from partnerships.meeting.rules import may_write
from partnerships.once.guard import once
from partnerships.organisation.standing import values_of
from partnerships.task import actions, rules
from partnerships.task.filters import TaskFilter
from partnerships.task.forms import PostponeForm, TakeOnForm, TaskForm
from partnerships.task.models import Task
from partnerships.task.reading import LISTED, decision_or_404, task_or_404, whole_or_404


@once
def add(request, pk):
    meeting = meeting_of(request, pk)
    may = may_write(request.user, meeting)
    require_to_open(request, may)
    form = _task_form(request, meeting, items=meeting.items.all(), initial={"item": request.GET.get("item")})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            item = form.items.get(form.cleaned_data["item"])
            actions.give(meeting, item=item, by=request.user, **form.wording())
            return redirect(way_back(meeting, f"topic-{item.pk}" if item else "tasks"))
    context = {"heading": _("Note a task"), "thing": meeting, "submit": _("Note the task"), "once_token": True}
    return form_page(request, form, way_back(meeting, "tasks"), **context)


def _task_form(request, meeting, **kwargs) -> TaskForm:
    held_on = meeting.starts_at.astimezone(clock.BERLIN).date()
    return TaskForm(form_data(request), partnership=meeting.partnership, by=request.user, held_on=held_on, **kwargs)


def edit(request, pk):
    task = part_of(request, Task, pk)
    may = rules.may_word(request.user, task)
    require_to_open(request, may, instead=task.get_absolute_url())
    require(may if task.meeting is None else YES)
    named = [task.person_id] if task.person_id else []
    form = _task_form(request, task.meeting, named=named)
    form.initial = form.initial_of(task, form.members)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.edit(task, seen=form.cleaned_data["seen"], by=request.user, **form.wording())
            return redirect(way_back(task.meeting, "tasks"))
    return form_page(request, form, way_back(task.meeting, "tasks"), heading=_("Change the task"), thing=task.meeting)


@once
def take_on(request, pk):
    """A task for one's own house, because of a decision."""
    decision = decision_or_404(request.user, pk)
    may, page = rules.may_take_on(request.user, decision), reverse("decision_detail", args=[pk])
    require_to_open(request, may, instead=page)
    form = TakeOnForm(form_data(request), decision=decision, by=request.user)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.take_on(decision, by=request.user, **form.wording()))
    lead = f"{decision.number}: {decision.text}"
    context = {"heading": _("Take on a task"), "thing": decision, "submit": _("Take on the task"), "lead": lead, "once_token": True}
    return form_page(request, form, page, **context)


@post_only
def remove(request, pk):
    meeting = actions.remove(part_of(request, Task, pk), by=request.user)
    messages.success(request, _("The task was removed."))
    return redirect(way_back(meeting, "tasks"))


def index(request):
    """My tasks over all partnerships, my organisation's, and the partners'."""
    data = request.GET.copy()
    data.setdefault("whose", "mine")
    data.setdefault("state", "todo")
    found = TaskFilter(data, Task.objects.visible_to(request.user).order_by("until", "pk"), request=request)
    page = prepared_page_of(request, found.qs, LISTED, values_of(request.user))
    choices = [("mine", _("My tasks")), ("ours", _("My organisation")), ("theirs", _("Partners")), ("", _("All"))]
    context = {"filter": found, "page": page, "tabs": tabs_of(request, "whose", choices, "mine")}
    return render_page(request, "partnerships/task/list.html", context, fragment="rows")


def detail(request, pk):
    task = whole_or_404(request.user, pk)
    context = {
        "task": task,
        "may": {
            "begin": rules.may_begin(request.user, task),
            "finish": rules.may_finish(request.user, task),
            "report": rules.may_report(request.user, task),
            "send_back": rules.may_send_back(request.user, task),
            "postpone": rules.may_postpone(request.user, task),
            "drop": rules.may_drop(request.user, task),
            "reopen": rules.may_reopen(request.user, task),
        },
        "entries": last_lines(request.user, task),
    }
    return render_page(request, "partnerships/task/detail.html", context)


@post_only
def finish(request, pk):
    task = actions.finish(task_or_404(request.user, pk), by=request.user)
    messages.success(request, _("Done: %(task)s") % {"task": task})
    meeting = uuid_of(request.POST.get("meeting", ""))  # the meeting at which one looks back
    return redirect("meeting_detail", meeting) if meeting else redirect(task)


@post_only
def begin(request, pk):
    return redirect(actions.begin(task_or_404(request.user, pk), by=request.user))


@post_only
def report(request, pk):
    task = actions.report(task_or_404(request.user, pk), by=request.user)
    messages.success(request, _("Reported as done. %(organisation)s looks at it.") % {"organisation": task.asked_by})
    return redirect(task)


def send_back(request, pk):
    task = task_or_404(request.user, pk)
    may = rules.may_send_back(request.user, task)
    require_to_open(request, may)
    form = ReasonForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.send_back(task, reason=form.cleaned_data["reason"], by=request.user))
    return form_page(request, form, task.get_absolute_url(), heading=_("Send the task back"), thing=task, submit=_("Send back"))


def postpone(request, pk):
    task = task_or_404(request.user, pk)
    may = rules.may_postpone(request.user, task)
    require_to_open(request, may)
    form = PostponeForm(form_data(request), task=task)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.postpone(task, by=request.user, **form.cleaned_data))
    return form_page(request, form, task.get_absolute_url(), heading=_("Postpone the task"), thing=task, submit=_("Postpone"))


def drop(request, pk):
    task = task_or_404(request.user, pk)
    may = rules.may_drop(request.user, task)
    require_to_open(request, may)
    form = ReasonForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.drop(task, reason=form.cleaned_data["reason"], by=request.user))
    context = {"heading": _("This task is no longer needed"), "thing": task, "submit": _("Drop the task"), "danger": True}
    return form_page(request, form, task.get_absolute_url(), **context)


@post_only
def reopen(request, pk):
    return redirect(actions.reopen(task_or_404(request.user, pk), by=request.user))
