"""The papers of an organisation: its own people enter them, its partners read them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.annex.models import Annex
from partnerships.annex.page import rows as annex_rows
from partnerships.base.pages import form_data, page_of, passes, refusals_on, render_page, require_to_open, uuid_or_404
from partnerships.base.uploads import Incoming, takes_file
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.organisation.models import Organisation
from projects.certificate import actions, rules
from projects.certificate.forms import CertificateForm, EndForm
from projects.certificate.models import Certificate
from projects.certificate.reading import certificate_or_404

HERE = "projects/certificate/"
HISTORY = 20


def certificate_list(request):
    """Of the organisation that ?organisation= names, or the one acted for."""
    organisation = _organisation(request)
    rows = Certificate.objects.visible_to(request.user).for_list().filter(organisation=organisation)
    context = {
        "organisation": organisation,
        "page": page_of(request, rows.order_by("-valid_until", "-pk")),
        "may_enter": rules.may_enter(request.user, organisation),
        "own": organisation.pk in request.standing.ids,
        "create_url": f"{reverse('certificate_create')}?organisation={organisation.pk}",
    }
    return render_page(request, HERE + "list.html", context, fragment="rows")


def _organisation(request) -> Organisation:
    wanted = request.GET.get("organisation", "")
    own = request.standing.own(wanted)
    if own is not None:
        return own
    if not wanted:
        raise Http404
    return get_object_or_404(Organisation.objects.visible_to(request.user), pk=uuid_or_404(wanted))


@takes_file(Incoming)
@once
def certificate_create(request):
    organisation = request.standing.own(request.GET.get("organisation", ""))
    if organisation is None:
        raise Http404
    may = rules.may_enter(request.user, organisation)
    require_to_open(request, may)
    form = CertificateForm(form_data(request), request.FILES or None, initial={"kind": request.GET.get("kind")})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            certificate = actions.enter(organisation, by=request.user, **form.cleaned_data)
            messages.success(request, _("The paper is entered. Your partners can read it from now on."))
            return redirect(certificate)
    context = {"form": form, "organisation": organisation, "back": f"{reverse('certificate_list')}?organisation={organisation.pk}"}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


def certificate_detail(request, pk):
    certificate = certificate_or_404(request.user, pk)
    person = request.user
    annexes = Annex.objects.visible_to(person).of(certificate).for_list()
    context = {
        "certificate": certificate,
        "annexes": annex_rows(annexes, certificate, person),
        "may_end": rules.may_end(person, certificate),
        "history": last_lines(person, certificate, most=HISTORY),
        "back": f"{reverse('certificate_list')}?organisation={certificate.organisation_id}",
    }
    return render_page(request, HERE + "detail.html", context)


def certificate_end(request, pk):
    certificate = certificate_or_404(request.user, pk)
    may = rules.may_end(request.user, certificate)
    require_to_open(request, may, instead=certificate.get_absolute_url())
    form = EndForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.end(certificate, reason=form.cleaned_data["reason"], by=request.user))
    return render_page(request, HERE + "end.html", {"form": form, "certificate": certificate}, status=422 if form.errors else 200)
