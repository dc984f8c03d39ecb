"""The page of the giver's people on the way from a request to its decision: its check, then its assessment."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerships.base.pages import form_data, passes, refusals_on, render_page, require_to_open
from projects.contribution import actions as contributions
from projects.contribution.reading import whole_or_404
from projects.examination import actions, rules
from projects.examination.forms import AssessForm, CheckForm
from projects.examination.models import Examination

HERE = "projects/examination/"


def contribution_examine(request, pk):
    """First whether everything is there, then what is to be said about it; a form that was sent is answered as what it was."""
    contribution = whole_or_404(request.user, pk)
    examination = Examination.of(contribution)
    is_check = "answer" in request.POST if request.method == "POST" else examination is None
    return (_check if is_check else _assess)(request, contribution, examination)


def _check(request, contribution, examination):
    may = rules.may_check(request.user, contribution, examination)
    require_to_open(request, may, instead=contribution.get_absolute_url())
    form = CheckForm(form_data(request), contribution=contribution)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            messages.success(request, _checked(contribution, form.cleaned_data, by=request.user))
            return redirect(contribution)
    return render_page(request, HERE + "check.html", {"contribution": contribution, "form": form}, status=422 if form.errors else 200)


def _checked(contribution, data: dict, *, by) -> str:
    if data["answer"] == "missing":
        contributions.ask_back(contribution, edition=data["edition"], text=data["text"], by=by)
        return _("Your question is on its way to %(receiver)s.") % {"receiver": contribution.receiver}
    actions.check(contribution, edition=data["edition"], by=by)
    return _("Checked: everything is there. Now it can be assessed.")


def _assess(request, contribution, examination):
    may = rules.may_assess(request.user, contribution, examination)
    require_to_open(request, may, instead=contribution.get_absolute_url())
    form = AssessForm(form_data(request), examination=examination or Examination(contribution=contribution))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.assess(contribution, by=request.user, **{name: form.cleaned_data[name] for name in ("seen", "proposal", "text")})
            done = _("Whoever decides reads your proposal now. %(receiver)s reads only that it was assessed.")
            messages.success(request, done % {"receiver": contribution.receiver})
            return redirect(contribution)
    return render_page(request, HERE + "assess.html", {"contribution": contribution, "form": form}, status=422 if form.errors else 200)
