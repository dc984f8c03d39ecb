"""The pages of contributions and of deliveries."""

from decimal import Decimal
from itertools import takewhile
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.approval.page import cards_of
from partnerships.base import clock
from partnerships.base.pages import form_data, passes, post_only, refusals_on, render_page, require_to_open, summed_page_of
from partnerships.base.templatetags.portal import euro
from partnerships.base.valuation import Kind
from partnerships.base.verdict import require
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.partnership.models import Partnership
from partnerships.partnership.reading import to_work_in, worked_on_or_404
from projects.contribution import actions, deliveries, doubts, reading, rules
from projects.contribution.asking import FIELDS, PICKS, AskForm, EditForm
from projects.contribution.booking import Nature
from projects.contribution.filters import ContributionFilter
from projects.contribution.forms import AnswerForm, ConfirmForm, CorrectForm, DeliveryForm, MessageForm
from projects.contribution.models import Contribution
from projects.contribution.parts import parts_of
from projects.contribution.turn import turn_in_list, turn_of
from projects.draft import actions as drafts
from projects.draft.page import draft_of, files_of
from projects.draft.page import initial_of as draft_words
from projects.draft.page import plan_initial_of as draft_plan
from projects.plan.forms import PlanRows
from projects.rate.models import Rate

HERE = "projects/contribution/"
HISTORY = 50
SHOWN = 4  # of what came; what came earlier and is confirmed is folded
SUMS = {name: Sum(f"{name}_in") for name in ("asked", "promised", "delivered", "confirmed")}  # over all pages, on the same span of days
ZERO = Decimal(0)
State = Contribution.State


def contribution_list(request):
    rows = Contribution.objects.visible_to(request.user).order_by("-created_at", "-pk")
    found = ContributionFilter(request.GET, rows, request=request)
    page, sums = summed_page_of(request, found.qs, SUMS, *reading.listed(request.user, *found.span))
    for contribution in page:
        contribution.turn = turn_in_list(request.user, contribution)
    context = {"filter": found, "page": page, "sums": sums, "year": found.span[0].year if found.span[0] else None}
    return render_page(request, HERE + "list.html", context, fragment="rows")


@once
def contribution_create(request):
    """Ask for something: first the partnership, if there are several, then the request."""
    data = form_data(request)
    chosen = (data or request.GET).get("partnership") or request.GET.get("partnership")
    if not chosen:
        return _choose_partnership(request)
    partnership = worked_on_or_404(request.user, _uuid_or_404(chosen))
    if partnership.state != Partnership.State.ACTIVE:
        raise Http404
    require(rules.may_ask(request.user, partnership))
    receiver = partnership.party_of(request.user).organisation
    draft_pk, draft = draft_of(request, data)
    initial = {"project": request.GET.get("project")} | draft_words(draft)
    form = AskForm(data, person=request.user, partnership=partnership, receiver_id=receiver.pk, initial=initial)
    rows = PlanRows(data, initial=draft_plan(draft), more=request.GET.get("more", ""))
    if request.method == "POST" and form.is_valid() and _plan_holds(form, rows):
        with refusals_on(form):
            plan = rows.terms() if _has_plan(form, rows) else None
            words = {"giver": form.cleaned_data["giver"], "terms": form.terms(), "plan": plan}
            contribution = drafts.send(draft_pk, partnership, by=request.user, **words)
            messages.success(request, _("The request is on its way to %(giver)s.") % {"giver": contribution.giver})
            return redirect(contribution)
    context = {"form": form, "partnership": partnership, "receiver": receiver, "rows": rows, "draft": draft, "draft_pk": draft_pk}
    context |= {"files": files_of(draft)}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


def _has_plan(form, rows: PlanRows) -> bool:
    return form.cleaned_data["kind"] == Kind.MONEY and rows.filled


def _plan_holds(form, rows: PlanRows) -> bool:
    """The plan is optional; one that was begun balances and asks the partner for the same amount."""
    if not _has_plan(form, rows) or (rows.is_valid() and rows.asks_for(form.terms().value)):
        return True
    form.add_error(None, rows.problem)
    return False


def _uuid_or_404(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _choose_partnership(request):
    partnerships = to_work_in(request.user)
    if len(partnerships) == 1:
        return redirect(f"{reverse('contribution_create')}?partnership={partnerships[0].pk}")
    return render_page(request, HERE + "choose.html", {"partnerships": partnerships})


def contribution_value(request):
    """A fragment: the calculated value of what stands in the form right now. Stores nothing."""
    kind = request.GET.get("kind", "")
    names = FIELDS.get(kind, {})
    form = AskForm.base_fields
    numbers = {}
    for name in ("quantity", "rate", "months"):
        if name in names:
            numbers[name] = _number_or_none(form[names[name]], request.GET.get(names[name], ""))
    rate = _kept_rate(request, kind) if "rate" in numbers and numbers["rate"] is None else None
    numbers |= {"rate": rate.value} if rate else {}
    return render_page(request, HERE + "value.html", {"value": actions.estimate(kind, **numbers), "numbers": numbers, "rate": rate})


def _kept_rate(request, kind: str) -> Rate | None:
    """The rate that was picked, or the only one of the giver for the year that stands in the form; of those one sees."""
    typed = request.GET
    rates = Rate.objects.visible_to(request.user).filter(kind=kind)
    if typed.get(PICKS[kind]):
        return rates.filter(pk=_uuid_or_404(typed[PICKS[kind]])).first()
    begins = _number_or_none(AskForm.base_fields["starts_on"], typed.get("starts_on", ""))
    if not begins or not typed.get("giver"):
        return None
    found = list(rates.filter(organisation=_uuid_or_404(typed["giver"]), year=begins.year)[:2])
    return found[0] if len(found) == 1 else None


def _number_or_none(field, text: str):
    try:
        return field.clean(text)
    except ValidationError:
        return None


def contribution_detail(request, pk):
    contribution = reading.whole_or_404(request.user, pk)
    person = request.user
    cards = cards_of(contribution, person)
    context = {
        "contribution": contribution,
        "cards": cards,
        "turn": turn_of(person, contribution, cards),
        "gives": contribution.giver_id in request.standing.ids,
        "verdicts": {
            "decide": rules.may_decide(person, contribution),
            "edit": rules.may_edit(person, contribution),
            "answer": rules.may_answer(person, contribution),
            "accept": rules.may_accept_part(person, contribution),
            "withdraw": rules.may_withdraw(person, contribution),
            "deliver": rules.may_deliver(person, contribution),
            "write": rules.may_write(person, contribution),
        },
        "letters": reading.letters_of(contribution),
        **_deliveries(person, contribution),
        "history": last_lines(person, contribution, most=HISTORY),
        **parts_of(contribution, person),
        "answer_form": AnswerForm(initial={"edition": contribution.edition}),
    }
    return render_page(request, HERE + "detail.html", context)


def _deliveries(person, contribution) -> dict:
    """What came, with what one may do about it, and what came beyond the promise; one query."""
    found = reading.deliveries_of(contribution)
    taken_back = {delivery.corrects_id for delivery in found if delivery.nature == Nature.COUNTER}
    units = [(each.quantity or ZERO, each.confirmed_at) for each in found]
    confirmed = sum((quantity for quantity, when in units if when), ZERO)
    for delivery in found:
        delivery.contribution = contribution
        delivery.doubts = [] if delivery.confirmed_at else doubts.on_confirming(delivery, confirmed)
        delivery.may_confirm, delivery.may_correct = rules.may_confirm(person, delivery), rules.may_correct(person, delivery)
        delivery.taken_back = delivery.pk in taken_back
        delivery.may_amend = not delivery.taken_back and not delivery.proposed_id and rules.may_amend(person, delivery)
    may_give_back = rules.may_give_back(person, contribution)
    folded = _folded(found)
    return {
        "earlier": found[:folded],
        "deliveries": found[folded:],
        "may_give_back": may_give_back,
        "surplus": contribution.excess(contribution.delivered, sum((quantity for quantity, _when in units), ZERO)),
    }


def _folded(found: list) -> int:
    """How many of the first rows need nobody any more: all but the latest, up to the first that waits for somebody."""
    if len(found) <= SHOWN + 2:
        return 0
    settled = takewhile(lambda each: each.confirmed_at and not each.proposed_id, found[:-SHOWN])
    return sum(1 for _each in settled)


@once
def contribution_edit(request, pk):
    contribution = reading.whole_or_404(request.user, pk)
    may = rules.may_edit(request.user, contribution)
    require_to_open(request, may)
    form = EditForm(form_data(request), contribution=contribution, person=request.user)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.edit(contribution, edition=form.cleaned_data["edition"], terms=form.terms(), by=request.user)
            messages.success(request, _("The request is changed."))
            return redirect(contribution)
    context = {"form": form, "contribution": contribution, "partnership": contribution.partnership, "receiver": contribution.receiver}
    return render_page(request, HERE + "form.html", context, status=422 if form.errors else 200)


def contribution_answer(request, pk):
    contribution = reading.whole_or_404(request.user, pk)
    may = rules.may_answer(request.user, contribution)
    require_to_open(request, may, instead=contribution.get_absolute_url())
    form = AnswerForm(form_data(request), initial={"edition": contribution.edition})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.answer(contribution, edition=form.cleaned_data["edition"], text=form.cleaned_data["text"], by=request.user)
            messages.success(request, _("Your answer is on its way to %(giver)s.") % {"giver": contribution.giver})
            return redirect(contribution)
    context = {"contribution": contribution, "form": form, "letters": reading.letters_of(contribution)}
    return render_page(request, HERE + "answer.html", context, status=422 if form.errors else 200)


@once
def contribution_write(request, pk):
    contribution = reading.whole_or_404(request.user, pk)
    may = rules.may_write(request.user, contribution)
    require_to_open(request, may)
    form = MessageForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.write(contribution, text=form.cleaned_data["text"], by=request.user)
            return redirect(f"{contribution.get_absolute_url()}#letters")
    context = {"contribution": contribution, "form": form}
    return render_page(request, HERE + "write.html", context, status=422 if form.errors else 200)


@post_only
def contribution_accept(request, pk):
    contribution = reading.whole_or_404(request.user, pk)
    actions.accept_part(contribution, edition=request.POST.get("edition"), by=request.user)
    messages.success(request, _("Accepted. The promise binds from now on."))
    return redirect(contribution)


@post_only
def contribution_withdraw(request, pk):
    contribution = reading.whole_or_404(request.user, pk)
    actions.withdraw(contribution, edition=request.POST.get("edition"), by=request.user)
    messages.success(request, _("The request is withdrawn."))
    return redirect(contribution)


@once
def contribution_deliver(request, pk):
    contribution = reading.whole_or_404(request.user, pk)
    may = rules.may_deliver(request.user, contribution)
    require_to_open(request, may)
    form = DeliveryForm(form_data(request), contribution=contribution, initial={"on": clock.today()})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            delivery = deliveries.deliver(contribution, by=request.user, **form.numbers)
            _tell_delivery(request, delivery)
            return redirect(contribution)
    context = {"contribution": contribution, "form": form}
    return render_page(request, HERE + "deliver.html", context, status=422 if form.errors else 200)


def _tell_delivery(request, delivery) -> None:
    contribution = delivery.contribution
    messages.success(
        request,
        _("Noted: %(amount)s. Now %(receiver)s confirms it.") % {"amount": euro(delivery.amount), "receiver": contribution.receiver},
    )


@once
def delivery_edit(request, pk):
    delivery = reading.delivery_or_404(request.user, pk)
    may = rules.may_correct(request.user, delivery)
    require_to_open(request, may)
    form = CorrectForm(form_data(request), delivery=delivery)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            _tell_delivery(request, deliveries.correct(delivery, edition=form.cleaned_data["edition"], by=request.user, **form.numbers))
            return redirect(delivery.contribution)
    context = {"contribution": delivery.contribution, "delivery": delivery, "form": form}
    return render_page(request, HERE + "deliver.html", context, status=422 if form.errors else 200)


def delivery_confirm(request, pk):
    """Sent by the button beside the delivery; where something is unusual, the page asks for a tick first."""
    delivery = reading.delivery_or_404(request.user, pk)
    may = rules.may_confirm(request.user, delivery)
    require_to_open(request, may, instead=delivery.get_absolute_url())
    form = ConfirmForm(form_data(request), delivery=delivery)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            deliveries.confirm(delivery, edition=form.cleaned_data["edition"], meant=form.cleaned_data["meant"], by=request.user)
            messages.success(request, _("Confirmed: %(amount)s.") % {"amount": euro(delivery.amount)})
            return redirect(delivery.contribution)
    context = {"contribution": delivery.contribution, "delivery": delivery, "form": form}
    return render_page(request, HERE + "confirm.html", context, status=422 if form.errors else 200)


@post_only
def delivery_take_back(request, pk):
    delivery = reading.delivery_or_404(request.user, pk)
    deliveries.take_back(delivery, edition=request.POST.get("edition"), by=request.user)
    messages.success(request, _("Taken back: %(amount)s.") % {"amount": euro(delivery.amount)})
    return redirect(delivery.contribution)
