"""The pages of meetings: before, during and after."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerships.base.pages import (
    form_data,
    passes,
    post_only,
    prepared_page_of,
    refusals_on,
    render_page,
    require_to_open,
    summed_page_of,
)
from partnerships.base.verdict import require
from partnerships.glossary.marking import marker_of
from partnerships.journal.models import last_lines
from partnerships.meeting import actions, reading, rules
from partnerships.meeting.figures import figures_of
from partnerships.meeting.filed import sort_files
from partnerships.meeting.filters import DecisionFilter, MeetingFilter
from partnerships.meeting.forms import BeginForm, DecisionForm, PlanForm, ReasonForm, TopicForm
from partnerships.meeting.models import Decision, Item, Meeting, Participant
from partnerships.meeting.pages import form_page, meeting_of, part_of, tabs_of, uuid_of, way_back
from partnerships.meeting.sections import panels_of
from partnerships.meeting.standing import usual_points
from partnerships.meeting.things import thing_of, things_of
from partnerships.meeting.turn import turn_of
from partnerships.once.guard import once
from partnerships.organisation.standing import values_of
from partnerships.partnership.reading import to_work_in, worked_on_or_404

PLAN = "partnerships/meeting/plan.html"


def index(request):
    """Every meeting I may read, with filters; unasked those whose minutes wait, then those that come; else the newest first."""
    asked = any(value for name, value in request.GET.items() if name not in ("page", "sort"))
    when = request.GET.get("when") or ("all" if asked else "upcoming")
    upcoming = when == "upcoming"
    rows = Meeting.objects.visible_to(request.user)
    if upcoming:
        rows = rows.open()
    order = ("-waits", "starts_at", "pk") if upcoming else ("-starts_at", "pk")
    found = MeetingFilter(request.GET, rows.order_by(*order), request=request)
    page = prepared_page_of(request, found.qs, reading.LISTED, values_of(request.user))
    for meeting in page:
        meeting.turn = turn_of(meeting, request.user)
    chosen = found.form.cleaned_data.get("partnership") if found.form.is_valid() and not request.htmx else None
    context = {
        "figures": figures_of(chosen) if chosen and chosen.party_of(request.user) else None,
        "filter": found,
        "page": page,
        "tabs": tabs_of(request, "when", [("upcoming", _("Waiting and upcoming")), ("past", _("Past")), ("all", _("All"))], when),
    }
    return render_page(request, "partnerships/meeting/list.html", context, fragment="rows")


@once
def create(request):
    """Plan a meeting; who works in several partnerships says first in which."""
    data = form_data(request)
    chosen = (data or request.GET).get("partnership") or request.GET.get("partnership")
    if not chosen:
        options = to_work_in(request.user)
        if len(options) != 1:
            return render_page(request, "partnerships/meeting/choose.html", {"options": options}, status=422 if data else 200)
        chosen = str(options[0].pk)
    partnership = worked_on_or_404(request.user, uuid_of(chosen))
    require(rules.may_plan(request.user, partnership))
    form = PlanForm(data, partnership=partnership, by=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return redirect(actions.plan(partnership, details=form.details(), by=request.user))
    context = {
        "heading": _("Plan a meeting"),
        "submit": _("Plan the meeting"),
        "once_token": True,
        "thing": partnership,
        "names": form.names,
    }
    return form_page(request, form, partnership.get_absolute_url(), template=PLAN, **context)


def detail(request, pk):
    """Before, during and after: the agenda, the minutes, who has released them."""
    meeting = reading.whole_or_404(request.user, pk)
    items = reading.topics_of(meeting)
    planned = meeting.state in (Meeting.State.PLANNED, Meeting.State.CANCELLED)
    tasks = [] if planned else reading.tasks_of(meeting)
    for item in items:
        sort_files(item)
        item.noted = [each for each in meeting.noted if each["item"] == str(item.pk)]
        item.verdict = rules.may_change_topic(request.user, meeting, item)
        item.found = [each for each in meeting.decided if each["item"] == str(item.pk)]
        item.views = [each for each in meeting.wished if each["view"] and each["item_id"] == str(item.pk)]
        item.given = [each for each in tasks if each.item_id == item.pk]
    context = {
        "meeting": meeting,
        "marker": marker_of(meeting.terms),
        "turn": turn_of(meeting, request.user),
        "items": items,
        "decisions": meeting.decided,
        "tasks": tasks,
        "planned_minutes": sum(item.minutes_planned for item in items),
        "usual": [key for key in usual_points(meeting.kind) if key not in {item.standing for item in items}],
        "panels": panels_of(meeting, request.user),
        "may": _verdicts(request.user, meeting, items, [*meeting.decided, *tasks, *meeting.noted]),
        "topic_form": TopicForm(),
        "sides": meeting.yes_table() if meeting.state in (Meeting.State.RELEASE, Meeting.State.RELEASED) else None,
        "entries": last_lines(request.user, meeting, *tasks, most=40),
    }
    return render_page(request, "partnerships/meeting/detail.html", context)


def _verdicts(person, meeting, items, outcomes) -> dict:
    written = bool(outcomes or any(item.result for item in items))
    noted = any(row["presence"] != Participant.Presence.INVITED for row in meeting.people)
    return {
        "edit": rules.may_edit(person, meeting),
        "cancel": rules.may_cancel(person, meeting),
        "add": rules.may_add_topic(person, meeting, len(items)),
        "reorder": rules.may_reorder(person, meeting),
        "begin": rules.may_begin(person, meeting),
        "write": rules.may_write(person, meeting),
        "put_back": rules.may_put_back(person, meeting, written=written or noted or bool(meeting.remarks)),
        "send": rules.may_send(person, meeting, presences={row["presence"] for row in meeting.people}, written=written),
        "release": rules.may_release(person, meeting),
        "change": rules.may_ask_change(person, meeting),
    }


def edit(request, pk):
    meeting = reading.plan_or_404(request.user, pk)
    may = rules.may_edit(request.user, meeting)
    require_to_open(request, may)
    form = PlanForm(form_data(request), partnership=meeting.partnership, by=request.user, meeting=meeting)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.edit(meeting, details=form.details(), seen=form.cleaned_data["seen"], by=request.user))
    context = {"heading": _("Change the meeting"), "thing": meeting, "names": form.names, "scope": "change"}
    return form_page(request, form, meeting.get_absolute_url(), template=PLAN, **context)


def cancel(request, pk):
    meeting = meeting_of(request, pk)
    may = rules.may_cancel(request.user, meeting)
    require_to_open(request, may)
    form = ReasonForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.cancel(meeting, reason=form.cleaned_data["reason"], by=request.user))
    context = {"heading": _("Cancel the meeting"), "thing": meeting, "submit": _("Cancel the meeting"), "danger": True, "scope": "cancel"}
    return form_page(request, form, meeting.get_absolute_url(), **context)


@once
def topic_add(request, pk):
    meeting = meeting_of(request, pk)
    may = rules.may_add_topic(request.user, meeting)
    require_to_open(request, may)
    # sent from the meeting's own page there is no thing to choose
    things = things_of(meeting.partnership, request.user) if request.method != "POST" or "about" in request.POST else None
    form = TopicForm(form_data(request), things=things)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            item = actions.add_topic(meeting, by=request.user, **form.words())
            return redirect(way_back(meeting, f"item-{item.pk}"))
    context = {"heading": _("Add a topic"), "thing": meeting, "submit": _("Add the topic"), "once_token": True}
    return form_page(request, form, meeting.get_absolute_url(), **context)


def topic_edit(request, pk):
    item = part_of(request, Item, pk)
    may = rules.may_change_topic(request.user, item.meeting, item)
    require_to_open(request, may)
    things, now = things_of(item.meeting.partnership, request.user), thing_of(item)
    form = TopicForm(form_data(request), initial=TopicForm.initial_of(item), things=things, now=now)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.edit_topic(item, by=request.user, seen=form.cleaned_data["seen"], **form.words())
            return redirect(way_back(item.meeting, f"item-{item.pk}"))
    return form_page(request, form, way_back(item.meeting, "agenda"), heading=_("Change the topic"), thing=item.meeting)


@post_only
def topic_remove(request, pk):
    meeting = actions.remove_topic(part_of(request, Item, pk), by=request.user)
    messages.success(request, _("The topic was removed."))
    return redirect(way_back(meeting, "agenda"))


@post_only
def topic_move(request, pk):
    meeting = actions.move_topic(part_of(request, Item, pk), up=request.POST.get("direction") == "up", by=request.user)
    return redirect(way_back(meeting, f"item-{pk}"))


@post_only
def standing_items(request, pk):
    meeting = actions.add_standing(meeting_of(request, pk), by=request.user)
    return redirect(way_back(meeting, "agenda"))


def begin(request, pk):
    """Sent by the button of the meeting; while the meeting is still to come the page asks first."""
    meeting = meeting_of(request, pk)
    may = rules.may_begin(request.user, meeting)
    require_to_open(request, may, instead=meeting.get_absolute_url())
    form = BeginForm(form_data(request), meeting=meeting)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.begin_minutes(meeting, early=form.cleaned_data.get("early", False), by=request.user)
            return redirect("meeting_minutes", meeting.pk)
    lead = "" if meeting.has_begun else rules.is_meant(meeting, early=False).reason
    explained = _("The agenda stays open to both sides. As long as nothing is written, the meeting can go back to planning.")
    context = {"heading": _("Begin the minutes"), "thing": meeting, "submit": _("Begin the minutes"), "lead": f"{lead} {explained}"}
    return form_page(request, form, meeting.get_absolute_url(), **context)


@post_only
def put_back(request, pk):
    meeting = actions.put_back(meeting_of(request, pk), by=request.user)
    messages.success(request, _("The meeting is back in planning."))
    return redirect(meeting)


@once
def decision_add(request, pk):
    meeting = meeting_of(request, pk)
    may = rules.may_write(request.user, meeting)
    require_to_open(request, may)
    form = DecisionForm(
        form_data(request), meeting=meeting, by=request.user, items=meeting.items.all(), initial={"item": request.GET.get("item")}
    )
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            item = form.items.get(form.cleaned_data["item"])
            decision = actions.decide(meeting, by=request.user, **form.words() | {"item": item})
            messages.success(request, _("Noted as decision %(number)s.") % {"number": decision.number})
            return redirect(way_back(meeting, f"topic-{item.pk}" if item else "decisions"))
    context = {"heading": _("Note a decision"), "thing": meeting, "submit": _("Note the decision"), "once_token": True}
    return form_page(request, form, way_back(meeting, "decisions"), **context)


def decision_edit(request, pk):
    decision = part_of(request, Decision, pk)
    may = rules.may_write(request.user, decision.meeting)
    require_to_open(request, may)
    form = DecisionForm(
        form_data(request), meeting=decision.meeting, by=request.user, decision=decision, initial=DecisionForm.initial_of(decision)
    )
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.edit_decision(decision, by=request.user, seen=form.cleaned_data["seen"], **form.words())
            return redirect(way_back(decision.meeting, "decisions"))
    heading = _("Decision %(number)s") % {"number": decision.number}
    return form_page(request, form, way_back(decision.meeting, "decisions"), heading=heading, thing=decision.meeting)


@post_only
def decision_remove(request, pk):
    meeting = actions.remove_decision(part_of(request, Decision, pk), by=request.user)
    messages.success(request, _("The decision was removed."))
    return redirect(way_back(meeting, "decisions"))


def decision_list(request):
    """The register: every decision I may read, by partnership."""
    found = DecisionFilter(request.GET, Decision.objects.visible_to(request.user).order_by("-number", "pk"), request=request)
    page, _sums = summed_page_of(request, found.qs, {}, reading.DECISIONS, values_of(request.user))
    return render_page(request, "partnerships/meeting/decision_list.html", {"filter": found, "page": page}, fragment="rows")


@post_only
def send(request, pk):
    meeting = actions.send_for_release(meeting_of(request, pk), edition=request.POST.get("edition"), by=request.user)
    messages.success(request, _("The minutes are now with both sides for release."))
    return redirect(meeting)


@post_only
def release(request, pk):
    meeting = actions.release(meeting_of(request, pk), edition=request.POST.get("edition"), by=request.user)
    done = meeting.state == Meeting.State.RELEASED
    messages.success(
        request,
        _("Both sides have released the minutes. They are final now.") if done else _("Your organisation has released the minutes."),
    )
    return redirect(meeting)
