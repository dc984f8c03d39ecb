"""The page of an agreement and the steps it takes: idea, answers to its parts, release, signature."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect

from partnerships.agreement import actions, page, reading, release, rules, signing, talks
from partnerships.agreement.forms import IdeaForm, ReopenForm, SignForm, TalkForm
from partnerships.agreement.hints import hints_of
from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import AMENDABLE, FROZEN, SHARED
from partnerships.agreement.parts import WHOLE, Table, parts_of
from partnerships.agreement.wording import Wording
from partnerships.approval.page import cards_of
from partnerships.base.pages import form_data, number_of, passes, post_only, refusals_on, render_page, require_to_open
from partnerships.base.prepared import Param, PreparedRows
from partnerships.base.verdict import require
from partnerships.journal.models import Entry
from partnerships.once.guard import once
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.partnership import scope

TIMELINE = 30
STEPS_OF_AMENDMENTS = [f"agreement.{verb}" for verb in ("drafted", "offered", "agreed", "to_be_signed", "concluded", "dropped", "lapsed")]


def detail(request, pk):
    return _page(request, pk)


@post_only
def talk(request, pk):
    """Whatever one says to a part; what could not be taken comes back with the words that were typed."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    form = TalkForm(request.POST, initial={"edition": agreement.edition})
    if form.is_valid():
        with refusals_on(form):
            _talk(agreement, edition=form.cleaned_data["edition"], by=request.user, **form.words())
            return redirect(f"{agreement.get_absolute_url()}#{slug(form.cleaned_data['part'])}")
    return _page(request, pk, form)


def _talk(agreement, *, do, edition, part, text, by) -> None:
    verbs = {
        "agree_all": lambda: talks.agree(agreement, edition=edition, by=by),
        "agree": lambda: talks.agree(agreement, edition=edition, parts=[part], by=by),
        "open": lambda: talks.take_back(agreement, edition=edition, part=part, by=by),
        "change": lambda: talks.want_change(agreement, edition=edition, part=part, text=text, by=by),
        "remark": lambda: talks.remark(agreement, part=part, text=text, by=by),
        "note": lambda: talks.remark(agreement, part=part, text=text, by=by, internal=True),
    }
    verbs[do]()


@once
def propose_idea(request):
    require(rules.may_draft(request.user))
    form = IdeaForm(form_data(request), initial={"partnership": request.GET.get("partnership")}, person=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return redirect(actions.propose_idea(by=request.user, **form.cleaned_data))
    return render_page(request, "partnerships/agreement/idea.html", {"form": form}, status=422 if form.errors else 200)


@post_only
def take_up(request, pk):
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    actions.take_up(agreement, by=request.user)
    return redirect("agreement_edit", pk)


@post_only
def revive(request, pk):
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    return redirect(actions.revive(agreement, by=request.user))


@post_only
def submit(request, pk):
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    return redirect(signing.submit(agreement, edition=request.POST.get("edition"), by=request.user))


def reopen(request, pk):
    agreement = _agreement(request, pk)
    may = rules.may_reopen(request.user, agreement)
    require_to_open(request, may)
    form = ReopenForm(form_data(request), initial={"edition": agreement.edition}, thing=agreement, parts=parts_of(agreement.current()))
    if request.method == "POST" and passes(form, may):
        with refusals_on(form):
            return redirect(signing.reopen(agreement, edition=form.cleaned_data["edition"], by=request.user, **form.words()))
    context = {"agreement": agreement, "form": form}
    return render_page(request, "partnerships/agreement/reopen.html", context, status=422 if form.errors else 200)


def sign(request, pk):
    agreement = _agreement(request, pk)
    shown = agreement.read_current_of(agreement.edition_list)
    require(rules.may_sign(request.user, agreement))
    form = SignForm(form_data(request), initial={"edition": agreement.edition})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return redirect(signing.sign(agreement, edition=form.cleaned_data["edition"], by=request.user))
    words = page.words(agreement, shown)
    context = {
        "agreement": agreement,
        "edition": shown,
        "form": form,
        "seen": number_of(form.overtaken),
        "digest": agreement.digest(),
        "party": agreement.partnership.party_of(request.user),
        "signatures": page.signatures(agreement),
        "hints": hints_of(agreement, Wording.of(shown)),
        **words,
        **page.mark(agreement, shown, words["text"], words["promises"]),
    }
    return render_page(request, "partnerships/agreement/sign.html", context, status=422 if form.errors else 200)


def slug(part: str) -> str:
    """Where a part stands on the page."""
    return f"part-{part.replace(':', '_')}" if part else "talks"


def _agreement(request, pk) -> Agreement:
    return reading.read_by(request.user, pk)


def _page(request, pk, talk: TalkForm | None = None):
    """The agreement as it stands, whose turn it is, and what this person may do; `talk` is an answer that could not be taken."""
    agreement = _agreement(request, pk)
    party = agreement.partnership.party_of(request.user)
    edition = agreement.read_current_of(agreement.edition_list)
    may = page.verdicts(agreement, request.user)
    cards = _releases(agreement, request.user) if party and agreement.state in FROZEN else []
    context = {
        "agreement": agreement,
        "party": party,
        "edition": edition,
        "editions": agreement.edition_list,
        "path": page.path(agreement),
        "turn": page.turn(agreement, request.user, cards),
        "may": may,
        "releases": cards,
        "expected": release.expected(agreement, party.organisation) if may.get("submit") else None,
        "amendment": page.amendment(agreement, request.user),
        "may_amend": rules.may_amend(request.user, agreement) if party and agreement.state in AMENDABLE else None,
        "entries": _entries(request, agreement),
        "remarks": [remark for remark in agreement.remark_list if remark.part == WHOLE],
        "failed": _failed(talk),
        "talks": party and agreement.state in SHARED,
        "may_remark": rules.may_remark(request.user, agreement),
        "may_note": rules.may_note(request.user, agreement),
    }
    if edition:
        table = Table(parts_of(edition), agreement.partnership.binding_parties(), agreement.stance_list)
        words = page.words(agreement, edition)
        context |= words | page.mark(agreement, edition, words["text"], words["promises"])
        context |= {
            "parts": page.talk(table, words["text"], party=party, remarks=agreement.remark_list),
            "open_here": len(table.open_parts(party.organisation_id)) if party else 0,
            "signatures": page.signatures(agreement),
            "able": page.able_to_sign(agreement, party) if party else None,
            "came_by": page.came_by(agreement, edition),
            "hints": hints_of(agreement, Wording.of(edition)) if agreement.is_open and party else [],
        }
    return render_page(request, "partnerships/agreement/detail.html", context, status=422 if talk else 200)


def _releases(agreement, person) -> list:
    """Of the edition that is to be signed, house by house."""
    return [card for card in cards_of(agreement, person) if card.release.edition == agreement.edition]


def _entries(request, agreement) -> list:
    """What happened to the agreement, and the great steps of its amendments."""
    amendments = [each.pk for each in agreement.amendment_list]
    return _ENTRIES.rows(values_of(request.user, agreement=agreement.pk, amendments=amendments))


def _lines():
    of_amendments = Q(scope.Among("subject_id", params=(Param("amendments", "uuid[]"),)), verb__in=STEPS_OF_AMENDMENTS)
    lines = Entry.objects.visible_to(ANYONE).filter(Q(subject_id=Param("agreement", "uuid")) | of_amendments)
    return lines.for_timeline()[:TIMELINE]


_ENTRIES = PreparedRows(_lines)


def _failed(talk: TalkForm | None) -> dict | None:
    """An answer that could not be taken: why, and the words that were typed, to be shown where they were typed."""
    if talk is None:
        return None
    typed = talk.data.get("do") in TalkForm.MORE_THAN_A_CLICK
    sentences = [error for errors in talk.errors.values() for error in errors]
    words = {"text": talk.data.get("text", ""), "part": talk.data.get("part", "") if typed else None}
    return {"sentences": sentences, "seen": number_of(talk.overtaken), **words}
