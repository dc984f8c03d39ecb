"""What happens to a word of the glossary, in one transaction each, with its row locked."""

from django.db import transaction

from partnerships.base.verdict import require
from partnerships.consent.actions import say_yes
from partnerships.glossary import rules
from partnerships.glossary.models import Term
from partnerships.journal.actions import record
from partnerships.partnership.models import Partnership


def _locked(term) -> Term:
    related = ("partnership", "organisation")
    return Term.objects.select_for_update(of=("self",)).select_related(*related).get(pk=term.pk)


def _say(verb: str, term: Term, by, **data) -> None:
    record(verb, term, by=by, organisation=term.partnership.party_of(by).organisation, **data)


@transaction.atomic
def propose(partnership, *, word: str, common: str, by, view: str = "", forms: str = "") -> Term:
    """Either side proposes a word and what both mean by it, with its own view, and says yes to that."""
    require(rules.may_propose(by, partnership))
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)  # who proposes the same word at the same moment waits here
    party = partnership.party_of(by)
    term = Term(partnership=partnership, word=word, forms=forms, common=common, created_by=by, organisation=party.organisation)
    term.put_view(party.side, view)
    term.full_clean()
    term.save(force_insert=True)
    say_yes(term, edition=1, by=by)
    _say("term.proposed", term, by, common=common)
    return term


@transaction.atomic
def reword(term, *, word: str, common: str, view: str, forms: str, edition, by) -> Term:
    """Either side words it anew, of the two views its own only: a new edition, to which it says yes; the other is asked anew."""
    term = _locked(term)
    require(term.is_current(edition))
    require(rules.may_reword(by, term))
    party, before = term.partnership.party_of(by), term.common
    if term.state == Term.State.AGREED:
        term.move("reword")
    term.word, term.common, term.forms = word, common, forms
    term.put_view(party.side, view)
    term.edition, term.organisation = term.edition + 1, party.organisation
    term.full_clean()
    term.save()
    say_yes(term, edition=term.edition, by=by)
    _say("term.reworded", term, by, common=common, before=before)
    return term


@transaction.atomic
def agree(term, *, edition, by) -> Term:
    """One party says yes to what it has read; with the last yes the word is marked in the minutes of the partnership."""
    term = _locked(term)
    require(term.is_current(edition))
    require(rules.may_agree(by, term))
    if term.partnership.party_of(by).organisation_id not in term.yeses():
        say_yes(term, edition=edition, by=by)
    if term.both_agreed():
        term.move("agree")
        record("term.agreed", term, by=by, organisation=term.partnership.party_of(by).organisation, released=True, common=term.common)
    return term


@transaction.atomic
def decline(term, *, reason: str, edition, by) -> Term:
    """The other side says no, and why."""
    term = _locked(term)
    require(term.is_current(edition))
    require(rules.may_decline(by, term))
    term.move("decline", reason=reason)
    _say("term.declined", term, by, reason=reason)
    return term


@transaction.atomic
def withdraw(term, *, by) -> Term:
    """The house that has proposed takes it back."""
    term = _locked(term)
    require(rules.may_withdraw(by, term))
    term.move("withdraw")
    _say("term.withdrawn", term, by)
    return term
