from django.http import Http404
from django.shortcuts import redirect

from partnerships.agreement import actions, page, reading, rules
from partnerships.agreement.compare import compare as compared
from partnerships.agreement.filters import AgreementFilter
from partnerships.agreement.forms import CounterForm, CreateForm, DropForm, OfferForm, TextForm
from partnerships.agreement.hints import hints_of
from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import NEGOTIATED, State
from partnerships.agreement.sheet import Sheet
from partnerships.agreement.wording import Wording
from partnerships.base.names import by_name
from partnerships.base.pages import form_data, number_of, passes, prepared_page_of, refusals_on, render_page, require_to_open
from partnerships.base.verdict import require
from partnerships.once.guard import once
from partnerships.organisation.standing import values_of

MOST_TOLD = 5


def agreement_list(request):
    rows = Agreement.objects.visible_to(request.user).order_by(*by_name("title"), "pk")
    filtered = AgreementFilter(request.GET, queryset=rows, request=request)
    shown = prepared_page_of(request, filtered.qs, reading.LISTED, values_of(request.user))
    for agreement in shown:
        agreement.turn_here = page.turn(reading.name_signers(agreement), request.user)
    context = {"filter": filtered, "page": shown, "may_draft": rules.may_draft(request.user)}
    return render_page(request, "partnerships/agreement/list.html", context, fragment="rows")


def edition(request, pk, number):
    agreement = _agreement(request, pk)
    shown = reading.editions_of(request.user, agreement, number_of(number)).get(number)
    if shown is None:
        raise Http404
    return render_page(
        request, "partnerships/agreement/edition.html", {"agreement": agreement, "edition": shown} | page.words(agreement, shown)
    )


def compare(request, pk):
    agreement = _agreement(request, pk)
    if agreement.partnership.party_of(request.user) is None:
        raise Http404
    new = number_of(request.GET.get("to")) or agreement.edition
    old = number_of(request.GET.get("from")) or max(1, new - 1)
    chosen = reading.editions_of(request.user, agreement, old, new)
    if not {old, new} <= set(chosen):
        raise Http404
    context = {
        "agreement": agreement,
        "old": chosen[old],
        "new": chosen[new],
        "numbers": range(1, agreement.edition + 1),
        "comparison": compared(Wording.of(chosen[old]), Wording.of(chosen[new])),
        "annexes": page.annex_changes(chosen[old], chosen[new]),
    }
    return render_page(request, "partnerships/agreement/compare.html", context, fragment="comparison")


@once
def create(request):
    require(rules.may_draft(request.user))
    form = CreateForm(form_data(request), initial=_chosen(request), person=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            agreement = actions.create(by=request.user, **form.words())
            return redirect("agreement_edit", agreement.pk)
    context = {"form": form, "lacking": _without_profiles(request.user, form.partnerships)}
    return render_page(request, "partnerships/agreement/create.html", context, status=422 if form.errors else 200)


def _without_profiles(person, partnerships: list) -> list:
    """The partnerships in which no draft can begin yet, and why."""
    told = ((each, rules.have_profiles(person, each)) for each in partnerships)
    return [(partnership, verdict) for partnership, verdict in told if not verdict][:MOST_TOLD]


def _chosen(request) -> dict:
    """What the address of the page chooses in advance."""
    text = request.GET.get("text", "")
    return {"partnership": request.GET.get("partnership")} | ({"kind": f"own-{text}"} if text else {})


def edit(request, pk):
    agreement = _agreement(request, pk)
    _require(request, rules.may_edit(request.user, agreement), agreement, State.DRAFT)
    sheet = Sheet(TextForm, agreement=agreement, data=form_data(request))
    if request.method == "POST" and sheet.is_valid():
        with refusals_on(sheet.form):
            return redirect(actions.edit(agreement, saves=sheet.form.cleaned_data["saves"], wording=sheet.words(), by=request.user))
        sheet = _read_again(request, sheet)
    return _sheet(request, sheet)


def counter(request, pk):
    agreement = _agreement(request, pk)
    _require(request, rules.may_counter(request.user, agreement), agreement, *NEGOTIATED)
    sheet = Sheet(CounterForm, agreement=agreement, data=form_data(request))
    if request.method == "POST" and sheet.is_valid():
        read = sheet.form.cleaned_data
        with refusals_on(sheet.form):
            return redirect(
                actions.counter(agreement, edition=read["edition"], wording=sheet.words(), comment=read["comment"], by=request.user)
            )
        sheet = _read_again(request, sheet)
    return _sheet(request, sheet)


def offer(request, pk):
    agreement = _agreement(request, pk)
    require(rules.may_offer(request.user, agreement))
    form = OfferForm(form_data(request), initial={"saves": agreement.current().saves})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return redirect(actions.offer(agreement, saves=form.cleaned_data["saves"], by=request.user, **form.words()))
    shown = agreement.current()
    context = {
        "agreement": agreement,
        "edition": shown,
        "form": form,
        "hints": hints_of(agreement, Wording.of(shown)),
        "ready": page.laid_ready(agreement, request.user),
    }
    return render_page(request, "partnerships/agreement/offer.html", context, status=422 if form.errors else 200)


def drop(request, pk):
    agreement = _agreement(request, pk)
    may = rules.may_drop(request.user, agreement)
    require_to_open(request, may)
    form = DropForm(form_data(request), initial={"edition": agreement.edition}, thing=agreement)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(actions.drop(agreement, edition=form.cleaned_data["edition"], by=request.user, **form.words()))
    context = {"agreement": agreement, "form": form}
    return render_page(request, "partnerships/agreement/drop.html", context, status=422 if form.errors else 200)


def _require(request, verdict, agreement, *states: str) -> None:
    """Who has typed a whole text while somebody else moved the agreement on is told by the form, which keeps the text."""
    if request.method != "POST" or agreement.state in states:
        require(verdict)


def _read_again(request, sheet):
    """Refused under the lock: was somebody quicker in that very moment? Then the page is the one of who was overtaken."""
    anew = Sheet(type(sheet.form), agreement=_agreement(request, sheet.agreement.pk), data=sheet.data)
    return sheet if anew.is_valid() else anew


def _differences(sheet):
    """Who was overtaken reads what changed since the edition that was read; of a draft, how it differs from what a colleague has saved."""
    if not sheet.form.overtaken:
        return None
    if sheet.form.mark != "edition":
        return sheet.differs
    read = sheet.agreement.editions.for_reading().filter(number=number_of(sheet.form.overtaken) or 0).first()
    return compared(Wording.of(read), sheet.now) if read else None


def _agreement(request, pk) -> Agreement:
    return reading.read_for_text(request.user, pk)


def _sheet(request, sheet):
    """The page of all clauses and promises, with hints on what stands there now."""
    context = {
        "agreement": sheet.agreement,
        "sheet": sheet,
        "form": sheet.form,
        "meanwhile": _differences(sheet),
        "seen": number_of(sheet.form.overtaken) if sheet.form.mark == "edition" else None,
        "hints": hints_of(sheet.agreement, sheet.words_so_far()),
        "offered": sheet.agreement.is_negotiated,
        "ready": page.laid_ready(sheet.agreement, request.user),
    }
    return render_page(request, "partnerships/agreement/edit.html", context, fragment="sheet", status=422 if sheet.has_errors else 200)
