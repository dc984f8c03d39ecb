"""The pages of the glossary."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerships.base.names import by_name
from partnerships.base.pages import form_data, page_of, passes, post_only, refusals_on, render_page, require_to_open, uuid_or_404
from partnerships.glossary import actions, rules
from partnerships.glossary.filters import TermFilter
from partnerships.glossary.forms import DeclineForm, RewordForm, WordForm
from partnerships.glossary.models import Term
from partnerships.glossary.reading import term_or_404
from partnerships.glossary.shipped import shipped
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.partnership.reading import to_work_in, worked_on_or_404

FORM = "partnerships/meeting/form.html"


def index(request):
    """The words of my partnerships, then those that come with the portal."""
    rows = Term.objects.visible_to(request.user).select_related("partnership").order_by(*by_name("word"), "pk")
    found = TermFilter(request.GET, rows, request=request)
    asked = request.GET.get("q", "").strip().casefold()[:100]
    words = [each for each in shipped() if not asked or each.says(asked)]
    context = {"filter": found, "page": page_of(request, found.qs), "words": words}
    return render_page(request, "partnerships/glossary/list.html", context, fragment="rows")


@once
def create(request):
    """First which partnership, where there are several."""
    chosen = request.GET.get("partnership", "")
    if not chosen:
        options = to_work_in(request.user)
        if len(options) != 1:
            return render_page(
                request, "partnerships/glossary/choose.html", {"options": options}, status=422 if request.method == "POST" else 200
            )
        chosen = str(options[0].pk)
    partnership = worked_on_or_404(request.user, uuid_or_404(chosen))
    may = rules.may_propose(request.user, partnership)
    require_to_open(request, may)
    form = WordForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.propose(partnership, by=request.user, **form.cleaned_data))
    lead = _("It is marked in the minutes as soon as both sides have agreed what it means.")
    context = {"heading": _("Propose a word"), "submit": _("Propose the word"), "lead": lead, "once_token": True}
    return _form(request, form, partnership.get_absolute_url(), thing=partnership, **context)


def _form(request, form, back_url: str, **context):
    context = {"form": form, "back_url": back_url} | context
    return render_page(request, FORM, context, status=422 if form.errors else 200)


def detail(request, pk):
    term = term_or_404(request.user, pk)
    live = term.state in (Term.State.PROPOSED, Term.State.AGREED)
    context = {
        "term": term,
        "sides": term.yes_table() if live else None,
        "may": {
            "agree": rules.may_agree(request.user, term),
            "edit": rules.may_reword(request.user, term),
            "decline": rules.may_decline(request.user, term),
            "withdraw": rules.may_withdraw(request.user, term),
        },
        "entries": last_lines(request.user, term, most=30),
    }
    return render_page(request, "partnerships/glossary/detail.html", context)


def edit(request, pk):
    """Word it anew."""
    term = term_or_404(request.user, pk)
    may = rules.may_reword(request.user, term)
    require_to_open(request, may)
    form = RewordForm(form_data(request), initial=RewordForm.initial_of(term, term.partnership.side_of(request.user) or ""))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.reword(term, edition=form.cleaned_data["edition"], by=request.user, **form.words()))
    lead = _("The other side is asked anew. Until both have agreed it is not marked in the minutes.")
    return _form(request, form, term.get_absolute_url(), heading=_("Word it anew"), submit=_("Propose it like this"), thing=term, lead=lead)


@post_only
def agree(request, pk):
    term = actions.agree(term_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user)
    done = term.state == Term.State.AGREED
    messages.success(request, _("Both sides mean the same by it now.") if done else _("Your organisation has agreed."))
    return redirect(term)


def decline(request, pk):
    term = term_or_404(request.user, pk)
    may = rules.may_decline(request.user, term)
    require_to_open(request, may)
    form = DeclineForm(form_data(request), initial={"edition": term.edition})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.decline(term, edition=form.cleaned_data["edition"], by=request.user, **form.words()))
    words = {"heading": _("Decline the proposal"), "submit": _("Decline the proposal"), "thing": term, "danger": True}
    return _form(request, form, term.get_absolute_url(), **words)


@post_only
def withdraw(request, pk):
    term = actions.withdraw(term_or_404(request.user, pk), by=request.user)
    messages.success(request, _("The proposal was withdrawn."))
    return redirect(term)
