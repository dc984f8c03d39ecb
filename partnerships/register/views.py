"""The page of a decision: what became of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base.pages import form_data, passes, post_only, refusals_on, render_page, require_to_open
from partnerships.base.prepared import Param, PreparedRows
from partnerships.journal.models import last_lines
from partnerships.meeting.corrected import corrected_decisions
from partnerships.meeting.course import with_course
from partnerships.meeting.models import Decision
from partnerships.meeting.pages import form_page
from partnerships.meeting.things import things_of
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.register import actions, rules
from partnerships.register.forms import EffectForm, LiftForm
from partnerships.register.models import Effect
from partnerships.register.starts import starts_of

DECISION = Param("decision", "uuid")


def _whole():
    rows = corrected_decisions(with_course(Decision.objects.visible_to(ANYONE).filter(pk=DECISION)))
    return rows.select_related("meeting", "partnership", "item", "reservation_of", "replaces", "lift__organisation", "lift__person")


def _later():
    return Decision.objects.visible_to(ANYONE).filter(replaces=DECISION, meeting__state="released").order_by("number")


_WHOLE, _LATER = PreparedRows(_whole), PreparedRows(_later)
_EFFECTS = PreparedRows(lambda: Effect.objects.visible_to(ANYONE).filter(decision=DECISION))


def _decision(request, pk) -> Decision:
    return _WHOLE.one_or_404(values_of(request.user, decision=pk))


def detail(request, pk):
    decision = _decision(request, pk)
    may_link = rules.may_link(request.user, decision)
    here = values_of(request.user, decision=decision.pk)
    context = {
        "decision": decision,
        "later": _LATER.rows(here),
        "effects": _EFFECTS.rows(here),
        "may": {"lift": rules.may_lift(request.user, decision), "link": may_link},
        "starts": starts_of(decision, request.user) if may_link else [],
        "inside": decision.partnership.party_of(request.user) is not None,
        "entries": last_lines(request.user, decision),
    }
    return render_page(request, "partnerships/register/detail.html", context)


def lift(request, pk):
    decision = _decision(request, pk)
    may = rules.may_lift(request.user, decision)
    require_to_open(request, may, instead=_url(decision))
    form = LiftForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.lift(decision, note=form.cleaned_data["note"], by=request.user)
            messages.success(request, _("The reservation is lifted. Decision %(number)s is in force.") % {"number": decision.number})
            return redirect("decision_detail", decision.pk)
    context = {"heading": _("Lift the reservation"), "thing": decision.meeting, "submit": _("Lift the reservation")}
    return form_page(request, form, _url(decision), lead=f"{decision.number}: {decision.reservation}", **context)


def link(request, pk):
    """Say what the decision has changed."""
    decision = _decision(request, pk)
    may = rules.may_link(request.user, decision)
    require_to_open(request, may, instead=_url(decision))
    form = EffectForm(form_data(request), things=things_of(decision.partnership, request.user))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.link(decision, about=form.things[form.cleaned_data["about"]], by=request.user)
            return redirect("decision_detail", decision.pk)
    context = {"heading": _("What has decision %(number)s changed?") % {"number": decision.number}, "submit": _("Link it")}
    return form_page(request, form, _url(decision), thing=decision.meeting, **context)


@post_only
def unlink(request, pk):
    effect = get_object_or_404(Effect.objects.visible_to(request.user).select_related("decision__meeting"), pk=pk)
    return redirect("decision_detail", actions.unlink(effect, by=request.user).pk)


def _url(decision) -> str:
    return reverse("decision_detail", args=[decision.pk])
