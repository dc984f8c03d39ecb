"""The pages of projects: list, one project, and a page for each verb that needs words."""

from django.shortcuts import redirect

from partnerships.base.names import by_name
from partnerships.base.pages import form_data, passes, post_only, prepared_page_of, refusals_on, render_page, require_to_open
from partnerships.base.verdict import require
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.organisation.standing import values_of
from projects.project import actions, choosing, rules
from projects.project.filters import ProjectFilter
from projects.project.forms import EditProjectForm, NoteForm, ProjectForm, ReasonForm
from projects.project.models import Project
from projects.project.reading import LISTED, beside, project_or_404

HISTORY = 20


def project_list(request):
    rows = Project.objects.visible_to(request.user).order_by(*by_name("title"), "pk")
    filtered = ProjectFilter(request.GET, queryset=rows, request=request)
    page = prepared_page_of(request, filtered.qs, LISTED, values_of(request.user))
    context = {"filter": filtered, "page": page}
    return render_page(request, "projects/project/list.html", context, fragment="rows")


def detail(request, pk):
    project = project_or_404(request.user, pk)
    context = {
        "project": project,
        "side": project.partnership.side_of(request.user),
        **beside(request.user, project),
        "history": last_lines(request.user, project, most=HISTORY),
        "may_add": rules.may_bring_in(request.user, project.partnership),
        "may_edit": rules.may_edit(request.user, project),
        "may_start": rules.may_start(request.user, project),
        "may_end": rules.may_end(request.user, project),
        "may_drop": rules.may_drop(request.user, project),
        "may_resume": rules.may_resume(request.user, project),
    }
    return render_page(request, "projects/project/detail.html", context)


@once
def create(request):
    partnership, offered = choosing.chosen(request)
    if partnership is None:
        return render_page(request, "projects/project/choose.html", {"offered": offered})
    require(rules.may_bring_in(request.user, partnership))
    form = ProjectForm(form_data(request), within=partnership, side=partnership.side_of(request.user))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return redirect(actions.bring_in(partnership=partnership, by=request.user, **form.values()))
    context = {"form": form, "partnership": partnership}
    return render_page(request, "projects/project/create.html", context, status=422 if form.errors else 200)


def edit(request, pk):
    project = project_or_404(request.user, pk)
    side, may = project.partnership.side_of(request.user), rules.may_edit(request.user, project)
    if side is None:
        require(may)
    require_to_open(request, may)
    form = EditProjectForm(form_data(request), initial=_initial(project, side), within=project.partnership, side=side)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.edit(project, edition=form.cleaned_data["edition"], by=request.user, **form.values())
            return redirect(project)
    context = {"form": form, "project": project}
    return render_page(request, "projects/project/edit.html", context, status=422 if form.errors else 200)


@post_only
def start(request, pk):
    return redirect(actions.start(project_or_404(request.user, pk), by=request.user))


@post_only
def resume(request, pk):
    return redirect(actions.resume(project_or_404(request.user, pk), by=request.user))


def end(request, pk):
    project = project_or_404(request.user, pk)
    may = rules.may_end(request.user, project)
    require_to_open(request, may)
    form = NoteForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.end(project, by=request.user, note=form.cleaned_data["note"]))
    return render_page(request, "projects/project/end.html", {"form": form, "project": project}, status=422 if form.errors else 200)


def drop(request, pk):
    project = project_or_404(request.user, pk)
    may = rules.may_drop(request.user, project)
    require_to_open(request, may)
    form = ReasonForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.drop(project, by=request.user, reason=form.cleaned_data["note"]))
    return render_page(request, "projects/project/drop.html", {"form": form, "project": project}, status=422 if form.errors else 200)


def _initial(project, side) -> dict:
    """What stands in the project now, as the edit form of this side shows it."""
    keys = ("title", "field_of_action", "description", "starts_on", "ends_on", "edition")
    return {key: getattr(project, key) for key in keys} | {
        "quarters": list(project.quarters.all()),
        "responsible": project.responsible(side),
    }
