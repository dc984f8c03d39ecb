from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerships.agreement import rules
from partnerships.agreement.amends import changes as changes_of
from partnerships.agreement.amends import overtaken_by, read_together, taken_up
from partnerships.agreement.compare import compare
from partnerships.agreement.page import annex_changes
from partnerships.agreement.parts import in_words
from partnerships.agreement.reading import listed_or_404
from partnerships.agreement.wording import Wording
from partnerships.amendment import actions
from partnerships.amendment.forms import AmendForm, CatchUpForm
from partnerships.amendment.reading import amendment_or_404, newest_edition_of
from partnerships.amendment.three_way import three_way
from partnerships.base.pages import form_data, passes, refusals_on, render_page, require_to_open
from partnerships.base.verdict import require
from partnerships.once.guard import once


@once
def amend(request, pk):
    agreement = listed_or_404(request.user, pk)
    require(rules.may_amend(request.user, agreement))
    form = AmendForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            amendment = actions.amend(agreement, by=request.user, **form.cleaned_data)
            messages.success(request, _("Here is the whole text. Change what is to read otherwise; the agreement itself stays as it is."))
            return redirect("agreement_edit", amendment.pk)
    context = {"agreement": agreement, "form": form}
    return render_page(request, "partnerships/amendment/amend.html", context, status=422 if form.errors else 200)


def changes(request, pk):
    """What an amendment makes of the text it takes up: word by word, value by value."""
    agreement = amendment_or_404(request.user, pk)
    edition = newest_edition_of(agreement, request.user)
    if not agreement.amends_id or edition is None:
        raise Http404
    basis = taken_up(agreement)
    context = {
        "agreement": agreement,
        "edition": edition,
        "comparison": changes_of(agreement, edition, basis=basis),
        "annexes": annex_changes(basis.edition, edition),
    }
    return render_page(request, "partnerships/amendment/changes.html", context)


def catch_up(request, pk):
    """What the other amendment has made of the text, and what becomes of this one with it."""
    amendment = listed_or_404(request.user, pk)
    may = rules.may_catch_up(request.user, amendment)
    require_to_open(request, may)
    form = CatchUpForm(form_data(request), initial={"edition": amendment.edition}, thing=amendment)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            both = actions.catch_up(amendment, edition=form.cleaned_data["edition"], by=request.user, **form.words())
            messages.success(request, _taken_over(both))
            return redirect(amendment)
    if not (amendment.amends_id and amendment.is_open and overtaken_by(amendment)):
        require(may)
    old, new = read_together(amendment)
    merged = three_way(old.wording, new.wording, Wording.of(amendment.current()))
    context = {
        "amendment": amendment,
        "form": form,
        "other": overtaken_by(amendment),
        "comparison": compare(replace(old.wording, starts_on=None), replace(new.wording, starts_on=None)),
        "both": in_words(list(merged.both)),
    }
    return render_page(request, "partnerships/amendment/catch_up.html", context, status=422 if form.errors else 200)


def _taken_over(both) -> str:
    if not both:
        return _("The new text is taken over; your changes stay.")
    return _("The new text is taken over. Both amendments change: %(parts)s. Please read these parts.") % {"parts": in_words(list(both))}
