"""The pages of proofs of use."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.approval.page import cards_of
from partnerships.base.pages import form_data, passes, post_only, prepared_page_of, refusals_on, render_page, require_to_open
from partnerships.base.verdict import require
from partnerships.journal.models import last_lines
from partnerships.once.guard import once
from partnerships.organisation.standing import values_of
from projects.funding.leftovers import may_propose as may_decide
from projects.proof import actions, page, reading, reclaims, rules
from projects.proof.content import receipts_of, rule_of
from projects.proof.exports import ask_file
from projects.proof.filters import ProofFilter
from projects.proof.forms import AnswerForm, CheckForm, GiveForm, HearingForm, ProofForm, ReclaimForm, RuleForm, WordForm
from projects.proof.models import Check, Proof, works_for_receiver

HERE = "projects/proof/"


def proof_list(request):
    found = ProofFilter(request.GET, Proof.objects.visible_to(request.user).order_by("due_on", "pk"), request=request)
    page = prepared_page_of(request, found.qs, reading.LISTED, values_of(request.user))
    return render_page(request, HERE + "list.html", {"filter": found, "page": page}, fragment="rows")


def proof_detail(request, pk):
    """What the person may read of it: the receiver while it is written, both what was handed in."""
    proof = reading.whole_or_404(request.user, pk)
    person = request.user
    cards = cards_of(proof, person)
    submission = page.last_submission(proof)
    content = page.shown_to(person, proof, submission)
    context = {
        "proof": proof,
        "rule": rule_of(proof.contribution),
        "submission": submission,
        "cards": cards,
        "turn": page.turn_of(person, proof, cards),
        "letters": page.letters(proof),
        "finals": page.finals_of(person, proof),
        "rest_url": reverse("contribution_rest", args=[proof.contribution_id]) if may_decide(person, proof.contribution) else "",
        "history": last_lines(person, proof),
        **_shown(person, proof, content),
        **_verdicts(person, proof),
    }
    return render_page(request, HERE + "detail.html", context)


def _shown(person, proof: Proof, content: dict | None) -> dict:
    if content is None:
        return {"shown": None}
    shown = page.view_of(content, proof)
    shown["receipts"] = page.with_files(person, shown["receipts"]) if shown["with_list"] or works_for_receiver(person, proof) else []
    return {"shown": shown}


def _verdicts(person, proof: Proof) -> dict:
    verbs = ("begin", "edit", "give", "take_up", "check", "answer", "write", "announce", "close")
    found = {verb: getattr(rules, f"may_{verb}")(person, proof) for verb in verbs}
    reclaim = getattr(proof, "reclaim", None)
    return {
        "verdicts": found,
        "reclaim": reclaim,
        "steps": page.reclaim_steps(person, reclaim) if reclaim else [],
        "word_form": WordForm() if found["write"] and not found["answer"] else None,
        "answer_form": AnswerForm(receipts=_showable(proof)) if found["answer"] else None,
        "hearing_form": HearingForm() if reclaim and rules.may_answer_reclaim(person, reclaim) else None,
        "writes": works_for_receiver(person, proof),
    }


def _showable(proof: Proof) -> list:
    return list(receipts_of(proof).filter(shown_at=None).exclude(sha256="").in_order())


@once
def proof_create(request, pk):
    """The next proof of a grant; opened by a link, begun by a button."""
    contribution = reading.grant_or_404(request.user, pk)
    may = rules.may_create(request.user, contribution)
    require_to_open(request, may, instead=contribution.get_absolute_url())
    if request.method == "POST":
        require(may)
        return redirect("proof_edit", actions.create(contribution, by=request.user).pk)
    return render_page(request, HERE + "create.html", {"contribution": contribution, "rule": rule_of(contribution)})


@once
def contribution_proof_rule(request, pk):
    """When the use is proven: set by the giver, read by both."""
    contribution = reading.grant_or_404(request.user, pk)
    may, rule = rules.may_set_rule(request.user, contribution), rule_of(contribution)
    require_to_open(request, may, instead=contribution.get_absolute_url())
    names = ("after", "count", "unit", "fixed_on", "with_list", "with_files")
    form = RuleForm(form_data(request), initial={name: getattr(rule, name) for name in names})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.set_rule(contribution, by=request.user, **form.cleaned_data)
            return redirect(contribution)
    return render_page(request, HERE + "rule.html", {"form": form, "contribution": contribution}, status=422 if form.errors else 200)


@post_only
def proof_begin(request, pk):
    proof = actions.begin(reading.whole_or_404(request.user, pk), by=request.user)
    return redirect("proof_edit", proof.pk)


@once
def proof_edit(request, pk):
    proof = reading.whole_or_404(request.user, pk)
    may = rules.may_edit(request.user, proof)
    require_to_open(request, may, instead=proof.get_absolute_url())
    form = ProofForm(form_data(request), proof=proof)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            edition = form.cleaned_data["edition"]
            actions.edit(proof, edition=edition, narrative=form.narrative, income=form.income, by=request.user)
            messages.success(request, _("The proof is saved."))
            return redirect(proof)
    return render_page(request, HERE + "edit.html", {"form": form, "proof": proof}, status=422 if form.errors else 200)


@once
def proof_give(request, pk):
    """The declaration, then into the house's release."""
    proof = reading.whole_or_404(request.user, pk)
    may = rules.may_give(request.user, proof)
    require_to_open(request, may, instead=proof.get_absolute_url())
    complete = rules.is_complete(proof, actions.typed_lines(proof)) if may else may
    form = GiveForm(form_data(request), initial={"edition": proof.edition})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.give(proof, by=request.user, **form.cleaned_data)
            return redirect(proof)
    context = {"form": form, "proof": proof, "complete": complete}
    return render_page(request, HERE + "give.html", context, status=422 if form.errors else 200)


@post_only
def proof_take_up(request, pk):
    proof = actions.take_up(reading.whole_or_404(request.user, pk), by=request.user)
    return redirect("proof_check", proof.pk)


@once
def proof_check(request, pk):
    """The seven points with what the portal sees of each, and the result."""
    proof = reading.whole_or_404(request.user, pk)
    may = rules.may_check(request.user, proof)
    require_to_open(request, may, instead=proof.get_absolute_url())
    form = CheckForm(form_data(request), proof=proof)
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            _conclude(proof, form, by=request.user)
            return redirect(proof)
    submission = page.last_submission(proof)
    for key, hint in page.hints(proof, submission.content).items() if submission else ():
        form[f"point_{key}"].help_text = hint
    context = {"form": form, "proof": proof, **_shown(request.user, proof, submission.content if submission else None)}
    return render_page(request, HERE + "check.html", context, status=422 if form.errors else 200)


def _conclude(proof: Proof, form: CheckForm, *, by) -> None:
    data = form.cleaned_data
    words = {"edition": data["edition"], "marks": form.marks, "text": data["text"], "by": by}
    match data["result"]:
        case Check.Result.ACCEPT:
            actions.accept(proof, **words)
        case Check.Result.PART:
            actions.accept_part(proof, recognised=data["recognised"], **words)
        case Check.Result.QUESTION:
            actions.ask(proof, **words)
        case Check.Result.RETURN:
            actions.send_back(proof, **words)


@once
def proof_answer(request, pk):
    proof = reading.whole_or_404(request.user, pk)
    may = rules.may_answer(request.user, proof)
    require_to_open(request, may, instead=proof.get_absolute_url())
    form = AnswerForm(form_data(request), receipts=_showable(proof))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.answer(proof, by=request.user, **form.cleaned_data)
            return redirect(proof)
    return _form(request, proof, form, _("Answer the question"))


@once
def proof_write(request, pk):
    proof = reading.whole_or_404(request.user, pk)
    may = rules.may_write(request.user, proof)
    require_to_open(request, may, instead=proof.get_absolute_url())
    form = WordForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            actions.write(proof, by=request.user, **form.cleaned_data)
            return redirect(proof)
    return _form(request, proof, form, _("Write a comment"))


def _form(request, proof: Proof, form, heading: str):
    return render_page(request, HERE + "form.html", {"form": form, "proof": proof, "heading": heading}, status=422 if form.errors else 200)


@post_only
def proof_close(request, pk):
    return redirect(actions.close(reading.whole_or_404(request.user, pk), by=request.user))


@post_only
def proof_file(request, pk):
    """Have the proof built as a file: PDF, XLSX or a ZIP with the pictures."""
    proof = reading.whole_or_404(request.user, pk)
    return redirect(ask_file(proof, file_format=request.POST.get("format", ""), by=request.user))


@once
def proof_reclaim(request, pk):
    proof = reading.whole_or_404(request.user, pk)
    may = rules.may_announce(request.user, proof)
    require_to_open(request, may, instead=proof.get_absolute_url())
    form = ReclaimForm(form_data(request), initial={"amount": page.too_much(proof) or None})
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            reclaims.announce(proof, by=request.user, **form.cleaned_data)
            return redirect(proof)
    return _form(request, proof, form, _("Reclaim money"))


@once
def reclaim_answer(request, pk):
    reclaim = reading.reclaim_or_404(request.user, pk)
    may = rules.may_answer_reclaim(request.user, reclaim)
    require_to_open(request, may, instead=reclaim.get_absolute_url())
    form = HearingForm(form_data(request))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            reclaims.answer_reclaim(reclaim, by=request.user, **form.cleaned_data)
            return redirect(reclaim)
    return _form(request, reclaim.proof, form, _("Answer the reclaim"))


STEPS = {step: getattr(reclaims, f"{step}_reclaim") for step in page.STEPS}


@post_only
def reclaim_step(request, pk, step):
    """Set, waive, carry over, pay back, confirm."""
    reclaim = reading.reclaim_or_404(request.user, pk)
    if step not in STEPS:
        raise Http404
    return redirect(STEPS[step](reclaim, by=request.user))
