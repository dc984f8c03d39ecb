"""The rates of one organisation: read by all who see it, kept by its finance and administration."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.pages import form_data, page_of, passes, refusals_on, render_page, require_to_open, uuid_or_404
from partnerships.once.guard import once
from partnerships.organisation.models import Organisation
from projects.rate import actions, rules
from projects.rate.forms import RateEditForm, RateForm
from projects.rate.models import Rate

HERE = "projects/rate/"


def _organisation(request) -> Organisation:
    """The one that ?organisation= names, or the one acted for."""
    wanted = request.GET.get("organisation", "")
    own = request.standing.own(wanted)
    if own is None and not wanted:
        raise Http404
    return own or get_object_or_404(Organisation.objects.visible_to(request.user), pk=uuid_or_404(wanted))


def rate_list(request):
    organisation = _organisation(request)
    rows = Rate.objects.visible_to(request.user).for_list().filter(organisation=organisation)
    context = {
        "organisation": organisation,
        "page": page_of(request, rows),
        "verdict": rules.may_keep(request.user, organisation),
        "create_url": f"{reverse('rate_create')}?organisation={organisation.pk}",
    }
    return render_page(request, HERE + "list.html", context, fragment="rows")


@once
def rate_create(request):
    organisation = _organisation(request)
    may = rules.may_keep(request.user, organisation)
    require_to_open(request, may)
    form = RateForm(form_data(request), initial={"year": clock.today().year, "as_of": clock.today()})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            rate = actions.enter(organisation, by=request.user, **form.cleaned_data)
            messages.success(request, _("Entered. It counts for what begins in %(year)s and is asked from now on.") % {"year": rate.year})
            return redirect(rate)
    context = {"form": form, "organisation": organisation, "back": f"{reverse('rate_list')}?organisation={organisation.pk}"}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


@once
def rate_edit(request, pk):
    rate = get_object_or_404(Rate.objects.visible_to(request.user).for_list(), pk=pk)
    may = rules.may_keep(request.user, rate.organisation)
    require_to_open(request, may, instead=rate.get_absolute_url())
    form = RateEditForm(form_data(request), rate=rate)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            words = {name: form.cleaned_data[name] for name in ("edition", "value", "source", "as_of")}
            actions.change(rate, by=request.user, **words)
            messages.success(request, _("The rate is changed. What is valued already stays as it is."))
            return redirect(rate)
    context = {"form": form, "rate": rate, "organisation": rate.organisation, "back": rate.get_absolute_url()}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)
