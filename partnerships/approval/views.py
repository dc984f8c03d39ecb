from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.approval import actions, rules, why
from partnerships.approval.filters import ReleaseFilter
from partnerships.approval.forms import ApproveForm, NoteForm, RefuseForm, WithdrawForm
from partnerships.approval.house import LISTED, Desk, desk_of
from partnerships.approval.page import card_of
from partnerships.approval.reading import release_or_404
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.base.pages import page_of, post_only, refusals_on, render_page
from partnerships.journal.models import lines_about
from partnerships.once.guard import once

HERE = "partnerships/approval/"
MOST = 500


def release_list(request):
    """What is on its way through my houses; first what waits for me."""
    show = request.GET.get("show") if request.GET.get("show") in ("me", "running", "over") else "me"
    asked = request.GET.copy()
    asked["show"] = show
    found = ReleaseFilter(asked, Release.objects.visible_to(request.user).order_by("asked_at"), request=request)
    ids = found.qs.values_list("pk", flat=True)
    if show == "me":
        page = page_of(request, [pair for pair in _with_desks(ids[:MOST]) if rules.may_approve(request.user, pair[1])])
    else:
        page = page_of(request, ids)
        page.object_list = _with_desks(page.object_list)
    return render_page(request, HERE + "list.html", {"filter": found, "page": page, "show": show, "tabs": _tabs(show)}, fragment="rows")


def _with_desks(ids) -> list[tuple[Release, Desk]]:
    order = list(ids)
    releases = {each.pk: each for each in LISTED.rows({"found": order, "today": clock.today(), "now": clock.now()})}
    return [(releases[pk], desk_of(releases[pk])) for pk in order if pk in releases]


def _tabs(show: str) -> list[dict]:
    labels = {"me": _("Waiting for me"), "running": _("All that run"), "over": _("Over")}
    return [{"label": label, "url": f"{reverse('release_list')}?show={key}", "active": key == show} for key, label in labels.items()]


def release_detail(request, pk):
    return _show(request, release_or_404(request.user, pk))


def _show(request, release: Release, **forms):
    """The page of a release; `forms`: those that were sent and were wrong."""
    desk = desk_of(release)
    verdicts = {
        "approve": rules.may_approve(request.user, desk),
        "withdraw": rules.may_withdraw(request.user, desk),
        "note": rules.may_note(request.user, release),
    }
    plain = {"approve_form": ApproveForm(), "refuse_form": RefuseForm(), "withdraw_form": WithdrawForm(), "note_form": NoteForm()}
    context = {
        "release": release,
        "card": card_of(release, request.user, desk),
        "rule": why.in_words(release.rule.limits) if release.rule else "",
        "turn": _turn(request.user, desk, verdicts["approve"]),
        "seat": _seat(request.user, desk),
        "verdicts": verdicts,
        "notes": release.notes.all(),
        "history": lines_about(request.user, [release.subject_id]),
    }
    wrong = any(form.errors for form in forms.values())
    return render_page(request, HERE + "release.html", context | plain | forms, status=422 if wrong else 200)


def _turn(person, desk: Desk, may_approve) -> dict | None:
    """For components/turn.html; None when it is over."""
    if not desk.open_steps:
        return None
    step = desk.open_steps[0]
    whose = "mine" if may_approve else "theirs"
    ask = _("Read what it is about. Then release it, or say why not.") if may_approve else ""
    return {"whose": whose, "who": ", ".join(each.label for each in desk.open_steps), "ask": ask, "days": clock.days_since(step.began_at)}


def _seat(person, desk: Desk) -> str:
    """For whom this person would act as deputy."""
    found = desk.seat_for(person)
    return ", ".join(desk.team.names([found[1].for_person])) if found and found[1].for_person else ""


@post_only
def release_approve(request, pk):
    release = release_or_404(request.user, pk)
    form = ApproveForm(request.POST)
    if not form.is_valid():
        return _show(request, release, approve_form=form)
    after = actions.approve(release, comment=form.cleaned_data["comment"], by=request.user)
    messages.success(request, _("Released. The next step follows.") if after.is_running else _("Released. That was the last step."))
    return redirect(release)


@post_only
def release_refuse(request, pk):
    release = release_or_404(request.user, pk)
    form = RefuseForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.refuse(release, by=request.user, **form.cleaned_data)
            messages.success(request, _("Not released. Whoever asked for it sees your reason."))
            return redirect(release)
    return _show(request, release, refuse_form=form)


@post_only
def release_withdraw(request, pk):
    release = release_or_404(request.user, pk)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.withdraw(release, by=request.user, **form.cleaned_data)
            messages.success(request, _("The release is withdrawn."))
            return redirect(release)
    return _show(request, release, withdraw_form=form)


@post_only
@once
def release_note(request, pk):
    release = release_or_404(request.user, pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.note(release, by=request.user, **form.cleaned_data)
            return redirect(f"{release.get_absolute_url()}#notes")
    return _show(request, release, note_form=form)
