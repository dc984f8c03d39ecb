"""The pages of partnerships: list, one partnership, and a page for each verb that needs words."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from partnerships.base.pages import form_data, passes, post_only, prepared_page_of, refusals_on, render_page, require_to_open
from partnerships.base.verdict import require
from partnerships.once.guard import once
from partnerships.organisation.standing import values_of
from partnerships.partnership import actions, forms, page, rules
from partnerships.partnership.facets import facets
from partnerships.partnership.filters import PartnershipFilter
from partnerships.partnership.models import Partnership, Party, whole
from partnerships.partnership.reading import LISTED
from partnerships.partnership.sections import panels_of


def index(request):
    rows = Partnership.objects.visible_to(request.user).order_by("-created_at", "-pk")
    found = PartnershipFilter(request.GET, rows, request=request)
    context = {
        "filter": found,
        "page": prepared_page_of(request, found.qs, LISTED, values_of(request.user)),
        "facets": facets(),
        "may_found": rules.may_found(request.user, request.standing.acting),
    }
    return render_page(request, "partnerships/partnership/index.html", context, fragment="rows")


@once
def create(request):
    organisation = request.standing.acting
    require(rules.may_found(request.user, organisation))
    form = forms.FoundForm(form_data(request), organisation=organisation)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            partnership = actions.found(**form.cleaned_data, organisation=organisation, by=request.user)
            messages.success(request, _("The invitation is on its way. As soon as it is accepted, the partnership is active."))
            return redirect(partnership)
    context = {"form": form, "organisation": organisation}
    return render_page(request, "partnerships/partnership/create.html", context, status=422 if form.errors else 200)


def detail(request, pk):
    partnership = _partnership(request, pk)
    inside = page.is_inside(partnership, request.user)
    by_side = page.seats(partnership, request.user)
    context = {
        "partnership": partnership,
        "inside": inside,
        "sides": by_side,
        "turn": page.turn(partnership, request.user, by_side),
        "may": page.verdicts(partnership, request.user),
        "panels": panels_of(partnership, request.user) if inside else [],
    }
    return render_page(request, "partnerships/partnership/detail.html", context)


def edit(request, pk):
    partnership = _partnership(request, pk)
    may = rules.may_edit(request.user, partnership)
    require_to_open(request, may)
    initial = {name: getattr(partnership, name) for name in (*actions.EDITABLE, "edition")}
    form = forms.EditForm(form_data(request), initial=initial)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.edit(partnership, **form.words(), edition=form.cleaned_data["edition"], by=request.user))
    context = {"form": form, "partnership": partnership}
    return render_page(request, "partnerships/partnership/edit.html", context, status=422 if form.errors else 200)


@once
def invite(request, pk):
    partnership = _partnership(request, pk)
    require(rules.may_invite(request.user, partnership))
    form = forms.InviteForm(form_data(request), partnership=partnership)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            party = actions.invite(partnership, **form.cleaned_data, by=request.user)
            messages.success(request, _("%(organisation)s is invited.") % {"organisation": party.organisation})
            return redirect(partnership)
    context = {
        "form": form,
        "partnership": partnership,
        "title": _("Invite an organisation"),
        "submit": _("Send the invitation"),
        "once": True,
    }
    return render_page(request, "partnerships/partnership/act.html", context, status=422 if form.errors else 200)


def accept(request, pk):
    party = _party(request, pk)
    require(rules.may_answer(request.user, party))
    form = forms.AcceptForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.accept(party, answer=form.cleaned_data["answer"], by=request.user)
            messages.success(request, _("%(organisation)s takes part now.") % {"organisation": party.organisation})
            return redirect(party.partnership)
    return _act(request, form, party.partnership, _("Accept the invitation"), _("Accept the invitation"))


def decline(request, pk):
    party = _party(request, pk)
    require(rules.may_answer(request.user, party))
    form = forms.DeclineForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.decline(party, answer=form.cleaned_data["answer"], by=request.user)
            messages.success(request, _("Your answer was sent."))
            return redirect("partnership_list")
    return _act(request, form, party.partnership, _("Decline the invitation"), _("Decline"), danger=True)


@post_only
def withdraw(request, pk):
    party = _party(request, pk)
    actions.withdraw(party, by=request.user)
    messages.success(request, _("The invitation of %(organisation)s was withdrawn.") % {"organisation": party.organisation})
    return redirect(party.partnership)


def leave(request, pk):
    party = _party(request, pk)
    require(rules.may_leave(request.user, party))
    form = forms.LeaveForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.leave(party, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("%(organisation)s has left the partnership.") % {"organisation": party.organisation})
            return redirect("partnership_list")
    title = _("%(organisation)s leaves the partnership") % {"organisation": party.organisation}
    return _act(request, form, party.partnership, title, _("Leave the partnership"), danger=True)


def ask_ending(request, pk):
    partnership = _partnership(request, pk)
    require(rules.may_ask_ending(request.user, partnership))
    form = forms.EndForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return redirect(actions.ask_ending(partnership, reason=form.cleaned_data["reason"], by=request.user))
    note = _("The partnership ends only when the other side agrees. Then everything in it can still be read, but no longer changed.")
    return _act(request, form, partnership, _("End the partnership"), _("Ask the other side"), danger=True, note=note)


@post_only
def confirm_ending(request, pk):
    partnership = actions.confirm_ending(_partnership(request, pk), asked_at=request.POST.get("asked_at", ""), by=request.user)
    messages.success(request, _("The partnership has ended. Everything in it can still be read."))
    return redirect(partnership)


def decline_ending(request, pk):
    partnership = _partnership(request, pk)
    require(rules.may_answer_ending(request.user, partnership))
    form = forms.GoOnForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return redirect(actions.decline_ending(partnership, answer=form.cleaned_data["answer"], by=request.user))
    return _act(request, form, partnership, _("Go on with the partnership"), _("Send the answer"))


@post_only
def withdraw_ending(request, pk):
    return redirect(actions.withdraw_ending(_partnership(request, pk), by=request.user))


def _partnership(request, pk) -> Partnership:
    partnership = whole(request.user, pk)
    if partnership is None:
        raise Http404
    return partnership


def _party(request, pk) -> Party:
    rows = Party.objects.visible_to(request.user).select_related("organisation", "inviter", "partnership")
    return get_object_or_404(rows, pk=pk)


def _act(request, form, partnership, title, submit, **extra):
    """The page of one verb that needs words."""
    context = {"form": form, "partnership": partnership, "title": title, "submit": submit, **extra}
    return render_page(request, "partnerships/partnership/act.html", context, status=422 if form.errors else 200)
