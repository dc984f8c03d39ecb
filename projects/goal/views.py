"""The pages of goals: list, one goal, and a page for each verb that needs words."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from partnerships.base.pages import form_data, passes, post_only, prepared_page_of, refusals_on, render_page, require_to_open
from partnerships.base.verdict import require
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.organisation.standing import values_of
from projects.goal import actions, rules
from projects.goal.filters import GoalFilter
from projects.goal.forms import CloseForm, DropForm, GoalForm, KeepForm, RewordForm
from projects.goal.models import Goal
from projects.goal.reading import LISTED, comparison, goal_or_404, hints, next_wording, yes_table
from projects.goal.turn import turn_of
from projects.project import choosing

HISTORY = 20


def goal_list(request):
    rows = Goal.objects.visible_to(request.user).order_by("-created_at", "pk")
    filtered = GoalFilter(request.GET, queryset=rows, request=request)
    page = prepared_page_of(request, filtered.qs, LISTED, values_of(request.user))
    for goal in page:
        goal.turn = turn_of(goal, request.user)
    return render_page(request, "projects/goal/list.html", {"filter": filtered, "page": page}, fragment="rows")


def detail(request, pk):
    goal = goal_or_404(request.user, pk)
    side = goal.partnership.side_of(request.user)
    history = last_lines(request.user, goal, most=HISTORY)
    context = {
        "goal": goal,
        "side": side,
        "turn": turn_of(goal, request.user) if side else None,
        "yes": yes_table(goal, from_inside=bool(side)),
        "comparison": comparison(goal, history) if side else None,
        "hints": hints(goal) if side else [],
        "said_yes": goal.my_organisation in goal.yeses(),
        "next_wording": next_wording(request.user, goal),
        "history": history,
        "may_confirm": rules.may_confirm(request.user, goal),
        "may_reword": rules.may_reword(request.user, goal),
        "may_drop": rules.may_drop(request.user, goal),
        "may_propose_new_wording": rules.may_propose_new_wording(request.user, goal),
        "may_ask_to_close": rules.may_ask_to_close(request.user, goal),
        "may_agree_to_close": rules.may_agree_to_close(request.user, goal),
        "may_keep": rules.may_keep(request.user, goal),
    }
    return render_page(request, "projects/goal/detail.html", context)


@once
def create(request):
    replaces = _replaced(request)
    partnership, offered = (replaces.partnership, []) if replaces else choosing.chosen(request)
    if partnership is None:
        return render_page(request, "projects/project/choose.html", {"offered": offered})
    require(rules.may_propose_new_wording(request.user, replaces) if replaces else rules.may_propose(request.user, partnership))
    side = partnership.side_of(request.user)
    initial = replaces.words() | {"replaces": str(replaces.pk)} if replaces else {"project": request.GET.get("project")}
    form = GoalForm(form_data(request), initial=initial, within=partnership, side=side, person=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return redirect(actions.propose(partnership=partnership, by=request.user, replaces=replaces, **form.values()))
    context = {"form": form, "partnership": partnership, "replaces": replaces}
    return render_page(request, "projects/goal/create.html", context, status=422 if form.errors else 200)


def edit(request, pk):
    goal = goal_or_404(request.user, pk)
    side, may = goal.partnership.side_of(request.user), rules.may_reword(request.user, goal)
    if side is None:
        require(may)
    require_to_open(request, may)
    initial = goal.words() | {"edition": goal.edition}
    form = RewordForm(form_data(request), initial=initial, within=goal.partnership, side=side, person=request.user)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.reword(goal, edition=form.cleaned_data["edition"], by=request.user, **form.values()))
    return render_page(request, "projects/goal/edit.html", {"form": form, "goal": goal}, status=422 if form.errors else 200)


@post_only
def confirm(request, pk):
    return redirect(actions.confirm(goal_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user))


@post_only
def agree_to_close(request, pk):
    return redirect(actions.agree_to_close(goal_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user))


def drop(request, pk):
    goal = goal_or_404(request.user, pk)
    may = rules.may_drop(request.user, goal)
    require_to_open(request, may)
    form = DropForm(form_data(request), initial={"edition": goal.edition}, thing=goal)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.drop(goal, edition=form.cleaned_data["edition"], by=request.user, reason=form.cleaned_data["note"]))
    return render_page(request, "projects/goal/drop.html", {"form": form, "goal": goal}, status=422 if form.errors else 200)


def close(request, pk):
    goal = goal_or_404(request.user, pk)
    may = rules.may_ask_to_close(request.user, goal)
    require_to_open(request, may)
    form = CloseForm(form_data(request), initial={"edition": goal.edition}, thing=goal)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.ask_to_close(goal, edition=form.cleaned_data["edition"], by=request.user, **form.words()))
    return render_page(request, "projects/goal/close.html", {"form": form, "goal": goal}, status=422 if form.errors else 200)


def keep(request, pk):
    goal = goal_or_404(request.user, pk)
    may = rules.may_keep(request.user, goal)
    require_to_open(request, may)
    form = KeepForm(form_data(request), initial={"edition": goal.edition}, thing=goal)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.keep(goal, edition=form.cleaned_data["edition"], by=request.user, reason=form.cleaned_data["note"]))
    return render_page(request, "projects/goal/keep.html", {"form": form, "goal": goal}, status=422 if form.errors else 200)


def _replaced(request) -> Goal | None:
    """The valid goal that the new proposal rewords, if the form or the address names one."""
    named = (form_data(request) or {}).get("replaces") or request.GET.get("replaces", "")
    if not named:
        return None
    try:
        return get_object_or_404(Goal.objects.visible_to(request.user).select_related("partnership"), pk=UUID(named))
    except ValueError as error:
        raise Http404 from error
