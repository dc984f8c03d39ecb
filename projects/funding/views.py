"""The pages of calls for funds. Payment schedules: schedule_views.py."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Sum
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.approval.page import cards_of
from partnerships.base import clock
from partnerships.base.pages import form_data, passes, post_only, refusals_on, render_page, require_to_open, summed_page_of
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.organisation.standing import values_of
from projects.bank.models import PAYERS, BankAccount
from projects.funding import actions, blockers, rules
from projects.funding.filters import CallFilter
from projects.funding.forms import CallEditForm, CallForm, LiftForm, OrderForm, ReasonForm
from projects.funding.models import Call
from projects.funding.reading import LISTED, call_or_404, instalment_or_404
from projects.funding.staff import shortage_of
from projects.funding.turn import MAY, OF_THE_RECEIVER, turn_of

HERE = "projects/funding/"
HISTORY = 40
State = Call.State
STEPS = (
    ("called", gettext_lazy("Called")),
    ("factual", gettext_lazy("Factually correct")),
    ("arithmetic", gettext_lazy("Arithmetically correct")),
    ("released", gettext_lazy("Released for payment")),
    ("ordered", gettext_lazy("Payment ordered")),
    ("received", gettext_lazy("Received")),
)


def call_list(request):
    found = CallFilter(request.GET, Call.objects.visible_to(request.user).order_by("-state_since", "-pk"), request=request)
    page, sums = summed_page_of(request, found.qs, {"amount": Sum("amount")}, LISTED, values_of(request.user))
    context = {"filter": found, "page": page, "sums": sums}
    context["pays"] = any(request.standing.has(pk, *PAYERS) for pk in request.standing.partners)
    return render_page(request, HERE + "list.html", context, fragment="rows")


@once
def instalment_call(request, pk):
    """The receiver calls an instalment."""
    instalment = instalment_or_404(request.user, pk)
    contribution = instalment.schedule.contribution
    may = rules.may_call(request.user, instalment)
    require_to_open(request, may, instead=instalment.schedule.get_absolute_url())
    start = max(instalment.due_on, clock.today())
    initial = {"amount": instalment.amount, "starts_on": start, "ends_on": start + timedelta(days=60)}
    form = CallForm(form_data(request), instalment=instalment, initial=initial)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            call = actions.request(instalment, need=form.need, by=request.user)
            messages.success(request, _("Called. Now %(giver)s checks it.") % {"giver": contribution.giver})
            return redirect(call)
    context = {"form": form, "instalment": instalment, "contribution": contribution, "back": contribution.get_absolute_url()}
    context["shortage"] = shortage_of(contribution.giver, few_hands=instalment.schedule.few_hands)
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


def call_detail(request, pk):
    call = call_or_404(request.user, pk)
    person = request.user
    cards = cards_of(call, person)
    verdicts = {state: rule(person, call) for state, rule in MAY.items() if state == call.state}
    found = blockers.of(call)
    in_the_way = [each for each in found if not each.lifted]
    context = {
        "call": call,
        "cards": cards,
        "turn": turn_of(verdicts, call, cards, in_the_way, receives=request.standing.writes_for(call.contribution.receiver_id)),
        "may": verdicts.get(State(call.state)) if _acting(call) in request.standing.ids else None,
        "blockers": found,
        "may_lift": rules.may_lift(person, call) if found else None,
        "steps": _steps(call),
        "verdicts": {
            "send_back": rules.may_send_back(person, call),
            "correct": rules.may_correct(person, call),
            "withdraw": rules.may_withdraw(person, call),
            "undo": rules.may_undo(person, call),
        },
        "history": last_lines(person, call, most=HISTORY),
    }
    return render_page(request, HERE + "detail.html", context)


def _acting(call: Call):
    """The house whose turn it is: others see no button."""
    return call.contribution.receiver_id if call.state in OF_THE_RECEIVER else call.contribution.giver_id


def _steps(call: Call) -> list[dict]:
    """Who did which step when, and the ones that are to come."""
    return [{"label": str(label), "by": getattr(call, f"{name}_by"), "at": getattr(call, f"{name}_at")} for name, label in STEPS]


@once
def call_edit(request, pk):
    call = call_or_404(request.user, pk)
    may = rules.may_correct(request.user, call)
    require_to_open(request, may, instead=call.get_absolute_url())
    form = CallEditForm(form_data(request), call=call)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.correct(call, edition=form.cleaned_data["edition"], need=form.need, by=request.user)
            messages.success(request, _("Called. Now %(giver)s checks it.") % {"giver": call.giver})
            return redirect(call)
    words = {"instalment": call.instalment, "contribution": call.contribution, "back": call.get_absolute_url()}
    return render_page(request, HERE + "form.html", {"form": form, "call": call} | words, status=422 if form.errors else 200)


@post_only
def call_check_facts(request, pk):
    return redirect(actions.check_facts(call_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user))


@post_only
def call_check_sums(request, pk):
    return redirect(actions.check_sums(call_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user))


@post_only
def call_release(request, pk):
    return redirect(actions.release(call_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user))


@once
def call_order(request, pk):
    """Beside the form where the money goes: read only by those who pay."""
    call = call_or_404(request.user, pk)
    may = rules.may_order(request.user, call)
    require_to_open(request, may, instead=call.get_absolute_url())
    form = OrderForm(form_data(request), call=call)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            data = form.cleaned_data
            actions.order(call, edition=data["edition"], on=data["on"], meant=data.get("meant", ()), by=request.user)
            messages.success(request, _("Ordered. Now %(receiver)s confirms that it came.") % {"receiver": call.receiver})
            return redirect(call)
    accounts = BankAccount.objects.read_by(request.user).in_force()
    context = {"form": form, "call": call, "account": accounts.filter(organisation=call.contribution.receiver_id).first()}
    return render_page(request, HERE + "order.html", context, status=422 if form.errors else 200)


def _with_reason(request, pk, *, rule, action, template: str, done: str):
    call = call_or_404(request.user, pk)
    may = rule(request.user, call)
    require_to_open(request, may, instead=call.get_absolute_url())
    form = ReasonForm(form_data(request), call=call)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            action(call, edition=form.cleaned_data["edition"], reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, done)
            return redirect(call)
    return render_page(request, HERE + template, {"form": form, "call": call}, status=422 if form.errors else 200)


def call_send_back(request, pk):
    done = _("Sent back. The receiver corrects the call.")
    return _with_reason(request, pk, rule=rules.may_send_back, action=actions.send_back, template="send_back.html", done=done)


def call_undo(request, pk):
    done = _("Taken back. The call is released as before.")
    return _with_reason(request, pk, rule=rules.may_undo, action=actions.undo, template="undo.html", done=done)


@post_only
def call_withdraw(request, pk):
    call = actions.withdraw(call_or_404(request.user, pk), edition=request.POST.get("edition"), by=request.user)
    messages.success(request, _("The call is withdrawn."))
    return redirect(call)


@once
def call_lift(request, pk):
    """Two people of the giver lift what stands in the way: ?key= names it, else the first."""
    call = call_or_404(request.user, pk)
    found = {each.key: each for each in blockers.of(call)}
    blocker = found.get(request.GET["key"]) if "key" in request.GET else next(iter(found.values()), None)
    may = rules.may_lift(request.user, call)
    if blocker and blocker.lift:
        may = rules.may_lift_second(request.user, call, blocker.lift)
    require_to_open(request, may, instead=call.get_absolute_url())
    if blocker is None:
        messages.info(request, _("This does not stand in the way any more."))
        return redirect(call)
    form = LiftForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.lift(call, key=blocker.key, comment=form.cleaned_data["comment"], by=request.user)
            return redirect(call)
    return render_page(request, HERE + "lift.html", {"form": form, "call": call, "blocker": blocker}, status=422 if form.errors else 200)
