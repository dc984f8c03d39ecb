"""The pages of quarters and of their key figures."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.translation import gettext as _

from neighbourhoods.quarter import actions, forms, page, rules
from neighbourhoods.quarter.filters import QuarterFilter
from neighbourhoods.quarter.models import Quarter
from neighbourhoods.quarter.reading import LISTED, figure_or_404, partnerships_of, quarter_or_404
from neighbourhoods.quarter.sections import panels_of
from partnerships.base.names import by_name
from partnerships.base.pages import form_data, passes, post_only, prepared_page_of, refusals_on, render_page, require_to_open
from partnerships.base.verdict import require
from partnerships.once.guard import once
from partnerships.organisation.standing import values_of
from partnerships.partnership.models import Partnership


def index(request):
    rows = Quarter.objects.visible_to(request.user).order_by(*by_name())
    found = QuarterFilter(request.GET, rows, request=request)
    context = {
        "filter": found,
        "page": prepared_page_of(request, found.qs, LISTED, values_of(request.user)),
        "may_add": rules.may_add(request.user, request.standing.acting),
    }
    return render_page(request, "neighbourhoods/quarter/index.html", context, fragment="rows")


@once
def create(request):
    organisation = request.standing.acting
    require(rules.may_add(request.user, organisation))
    form = forms.AddForm(form_data(request), person=request.user, initial={"partnerships": request.GET.getlist("partnership")})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return redirect(actions.add(**form.cleaned_data, organisation=organisation, by=request.user))
    return _form(request, form, title=_("Add a quarter"), once=True)


def detail(request, pk):
    quarter = quarter_or_404(request.user, pk)
    context = {
        "quarter": quarter,
        "groups": page.groups(quarter, request.user),
        "partnerships": partnerships_of(request.user, quarter),
        "entries": page.lately(quarter, request.user),
        "may_edit": rules.may_edit(request.user, quarter),
        "panels": panels_of(quarter, request.user),
    }
    return render_page(request, "neighbourhoods/quarter/detail.html", context)


def edit(request, pk):
    quarter = quarter_or_404(request.user, pk)
    may = rules.may_edit(request.user, quarter)
    require_to_open(request, may)
    names = ("name", "city", "description", "streets", "edition")
    form = forms.EditForm(form_data(request), initial={name: getattr(quarter, name) for name in names})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.edit(quarter, **form.words(), edition=form.cleaned_data["edition"], by=request.user))
    return _form(request, form, title=_("Change the quarter"), quarter=quarter)


@once
def add_figure(request, pk):
    quarter = quarter_or_404(request.user, pk)
    require(rules.may_edit(request.user, quarter))
    form = forms.FigureForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.add_figure(quarter, **form.cleaned_data, by=request.user)
            return redirect(quarter)
    return _form(request, form, title=_("Enter a key figure"), quarter=quarter, once=True)


def edit_figure(request, pk):
    figure = figure_or_404(request.user, pk)
    may = rules.may_edit_figure(request.user, figure)
    require_to_open(request, may)
    form = forms.EditFigureForm(form_data(request), initial={name: getattr(figure, name) for name in (*actions.FIGURE, "edition")})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.edit_figure(figure, **form.words(), edition=form.cleaned_data["edition"], by=request.user)
            return redirect(figure.quarter)
    return _form(request, form, title=_("Correct the key figure"), quarter=figure.quarter)


def remove_figure(request, pk):
    figure = figure_or_404(request.user, pk)
    require(rules.may_edit_figure(request.user, figure))
    if request.method == "POST":
        actions.remove_figure(figure, by=request.user)
        messages.success(request, _("The key figure was removed."))
        return redirect(figure.quarter)
    return render_page(request, "neighbourhoods/quarter/remove_figure.html", {"figure": figure, "quarter": figure.quarter})


def choose(request, pk):
    """In which quarters does this partnership work?"""
    partnership = get_object_or_404(Partnership.objects.read_by(request.user).with_parties(), pk=pk)
    require(rules.may_unlink(request.user, partnership))
    quarters = Quarter.objects.visible_to(request.user).with_voices().linked_to(partnership).order_by(*by_name())
    rows = [{"quarter": quarter, "may_link": rules.may_link(request.user, quarter, partnership)} for quarter in quarters]
    may_add = rules.may_add(request.user, request.standing.acting)
    return render_page(request, "neighbourhoods/quarter/choose.html", {"partnership": partnership, "rows": rows, "may_add": may_add})


@post_only
def link(request, pk):
    partnership = _chosen_partnership(request)
    quarter = actions.link(quarter_or_404(request.user, pk), partnership=partnership, by=request.user)
    messages.success(request, _("%(quarter)s was added.") % {"quarter": quarter})
    return redirect("partnership_quarters", partnership.pk)


@post_only
def unlink(request, pk):
    partnership = _chosen_partnership(request)
    quarter = actions.unlink(quarter_or_404(request.user, pk), partnership=partnership, by=request.user)
    messages.success(request, _("%(quarter)s was taken out.") % {"quarter": quarter})
    return redirect("partnership_quarters", partnership.pk)


def _chosen_partnership(request) -> Partnership:
    try:
        pk = UUID(request.POST.get("partnership", ""))
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(Partnership.objects.worked_on_by(request.user), pk=pk)


def _form(request, form, **context):
    """The page of one form about a quarter."""
    quarter = context.get("quarter")
    context |= {"form": form, "cancel_url": quarter.get_absolute_url() if quarter else resolve_url("quarter_list")}
    return render_page(request, "neighbourhoods/quarter/form.html", context, status=422 if form.errors else 200)
