"""The desk of an approver: the list to work through, one request on one page, and several small ones together."""

from types import SimpleNamespace
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.approval.page import cards_of
from partnerships.base.pages import form_data, passes, refusals_on, render_page
from partnerships.base.templatetags.portal import euro
from partnerships.base.valuation import Kind
from partnerships.once.guard import once
from projects.condition.keeping import in_lines
from projects.contribution import actions, desk, reading, release, rules, together
from projects.contribution.desk_filters import DeskFilter
from projects.contribution.forms import DecideForm, TogetherForm
from projects.contribution.models import Contribution
from projects.contribution.parts import parts_of, told_of_earlier
from projects.pot.page import pots_beside

HERE = "projects/contribution/"
State = Contribution.State


def contribution_inbox(request):
    """What an approver has to decide, the oldest first."""
    found = DeskFilter(request.GET, desk.on_any_desk(request.user), request=request)
    desks = desk.desks_of(request.user)
    page = desk.page_of(found.qs, desks, request.GET.get("after", ""))
    query = _filters(request)
    context = {"filter": found, "page": page, "query": query, "filtered": bool(query), "desks": desks}
    return render_page(request, HERE + "inbox.html", context, fragment="rows")


def _filters(request) -> str:
    """What was filtered by, as it goes along to the next request."""
    return urlencode([(name, request.GET[name]) for name in DeskFilter.base_filters if request.GET.get(name)])


def _request(request, pk) -> Contribution:
    """With its letters, its parts and its neighbours on the desk; one query, and one for neighbours among what was filtered."""
    contribution = reading.on_the_desk_or_404(request.user, pk)
    if _filters(request):
        rows = DeskFilter(request.GET, desk.queue(request.user), request=request).qs
        contribution.__dict__.update(Contribution.objects.visible_to(request.user).values(**desk.beside(rows)).get(pk=pk))
    return contribution


def _letters(contribution) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            text=row["text"],
            created_at=parse_datetime(row["created_at"]),
            by=row["by_name"],
            organisation=_Named(row["organisation_name"], row["organisation_kind"]),
        )
        for row in contribution.letter_rows
    ]


class _Named(str):
    """The name of an organisation, which knows its kind."""

    __slots__ = ("kind",)

    def __new__(cls, name: str, kind: str):
        named = super().__new__(cls, name)
        named.kind = kind
        return named


@once
def contribution_decide(request, pk):
    """Everything an approver needs on one page, and the four answers; while the decision is being released, who has done so already."""
    contribution = _request(request, pk)
    person = request.user
    verdict = rules.may_decide(person, contribution)
    releasing = contribution.state == State.RELEASING and contribution.giver_id in request.standing.ids
    if not verdict and not releasing and request.method == "GET":
        messages.info(request, verdict.reason)
        return redirect(contribution)
    pots = pots_beside(contribution, person)
    form = DecideForm(form_data(request), contribution=contribution, pots=pots)
    if request.method == "POST" and passes(form, verdict):
        with refusals_on(form):
            messages.success(request, _decide(contribution, form, pots=pots, by=person))
            return redirect(_then(request, contribution))
    context = {
        "contribution": contribution,
        "form": form,
        "letters": _letters(contribution),
        "earlier": reading.between_two(person, contribution),
        "proofs": told_of_earlier(contribution, person),
        "pots": pots,
        **parts_of(contribution, person),
        "cards": cards_of(contribution, person) if releasing else [],
        "ahead": None if releasing else release.ahead(contribution, person),
        "verdict": verdict,
        "query": _filters(request),
    }
    return render_page(request, HERE + "decide.html", context, status=422 if form.errors else 200)


def _then(request, contribution) -> str:
    """From the list one goes on to the next request, and back to the list after the last one."""
    if request.GET.get("from") != "inbox":
        return contribution.get_absolute_url()
    query = _filters(request)
    if contribution.next_pk:
        return f"{reverse('contribution_decide', args=[contribution.next_pk])}?from=inbox{'&' + query if query else ''}"
    return reverse("contribution_inbox") + (f"?{query}" if query else "")


def _decide(contribution, form, *, pots, by) -> str:
    """Do what was chosen; the sentence that tells it."""
    data = form.cleaned_data
    edition = data["edition"]
    conditions = in_lines(data.get(f"{data['answer']}_conditions") or "")
    pot = next((choice.pot for choice in pots if str(choice.pot.pk) == data.get(f"{data['answer']}_pot")), None)
    if data["answer"] == "grant":
        granted = actions.grant(contribution, edition=edition, pot=pot, conditions=conditions, open_hours=form.hours_of_rooms, by=by)
        if granted.state == State.RELEASING:
            return _tell_proposed(contribution)
        if granted.state == State.PART:
            return _("Granted with conditions. Now %(receiver)s accepts or withdraws.") % {"receiver": contribution.receiver}
        return _("Granted. %(receiver)s sees it at once.") % {"receiver": contribution.receiver}
    if data["answer"] == "part":
        part = {"amount": data.get("part_amount"), "quantity": data.get("part_quantity"), "months": data.get("part_months")}
        part["open_hours"] = form.hours_of_rooms
        part_granted = actions.grant_part(
            contribution, edition=edition, text=data["part_text"], pot=pot, conditions=conditions, by=by, **part
        )
        if part_granted.state == State.RELEASING:
            return _tell_proposed(contribution)
        return _("%(amount)s granted. Now %(receiver)s accepts or withdraws.") % {
            "amount": euro(part_granted.offered),
            "receiver": contribution.receiver,
        }
    if data["answer"] == "question":
        actions.ask_back(contribution, edition=edition, text=data["question_text"], by=by)
        return _("Your question is on its way to %(receiver)s.") % {"receiver": contribution.receiver}
    words = {"reason": data["reason"], "text": data["reason_text"], "next_date": data["next_date"], "talk": data["talk"]}
    actions.decline(contribution, edition=edition, by=by, **words)
    return _("Declined. %(receiver)s reads your reason.") % {"receiver": contribution.receiver}


def _tell_proposed(contribution) -> str:
    return _("Proposed. %(receiver)s sees the steps and when a decision is expected, not yet what you propose.") % {
        "receiver": contribution.receiver
    }


@once
def contribution_together(request):
    """Several requests that were ticked: what is possible with each, and one decision for all that it is possible for."""
    data = form_data(request)
    picks = together.picks_of(request.user, (data or request.GET).getlist("pick"))
    if not picks:
        messages.info(request, _("Please tick the requests that you want to decide together."))
        return redirect("contribution_inbox")
    possible = [pick for pick in picks if pick.verdict]
    form = TogetherForm(data, rooms=any(pick.contribution.kind == Kind.ROOMS for pick in possible))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["answer"] == "grant":
            chosen = {pick.pot_name: request.POST.get(pick.pot_name, "") for pick in possible}
            _tell(request, together.grant(possible, pots=chosen, open_hours=form.hours_of_rooms, by=request.user), picks)
        else:
            _tell(request, together.decline(possible, by=request.user, **form.words()), picks)
        return redirect("contribution_inbox")
    context = {
        "picks": picks,
        "possible": len(possible),
        "in_kind": any(pick.contribution.in_kind for pick in picks),
        "sum": sum(pick.contribution.asked for pick in possible),
        "form": form,
    }
    return render_page(request, HERE + "together.html", context, status=422 if form.errors else 200)


def _tell(request, outcome: together.Outcome, picks) -> None:
    """What became of each, by name."""
    count = len(outcome.decided)
    for rows, sentence in (
        (outcome.decided, ngettext("%(count)d request is decided: %(titles)s.", "%(count)d requests are decided: %(titles)s.", count)),
        (outcome.proposed, _("Proposed, others release it now: %(titles)s.")),
    ):
        if rows:
            titles = ", ".join(row.title for row in rows)
            messages.success(request, sentence % {"count": len(rows), "titles": titles})
    before = [(pick.contribution, pick.verdict.reason) for pick in picks if not pick.verdict]
    for row, reason in [*before, *outcome.refused]:
        messages.warning(request, _("Still open: “%(title)s”. %(reason)s") % {"title": row.title, "reason": reason})
