"""Can these words be an edition at all? Asked under the lock of every action that writes one."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from partnerships.agreement.edition import Promise, periods, worth
from partnerships.agreement.schemas import read_data
from partnerships.agreement.structure import BadTable
from partnerships.agreement.term import Renewal
from partnerships.agreement.wording import ClauseText, PromiseText, Wording
from partnerships.base.money import MOST
from partnerships.base.valuation import VALUED, Kind
from partnerships.base.verdict import YES, Verdict, first_no, no

MOST_CLAUSES = 60
MOST_PROMISES = 40
MOST_LETTERS = 200_000
MOST_ROWS = 400  # of all small tables together
MOST_YEARS = 30


def is_sound(wording: Wording, partnership) -> Verdict:
    """Can this be an edition at all?"""
    if wording.starts_on and wording.ends_on and wording.ends_on < wording.starts_on:
        return no(_("The end must not be before the start."))
    if wording.renewal == Renewal.AUTO and not (wording.ends_on and wording.renewal_months):
        return no(_("An automatic renewal needs an end of the term and a number of months."))
    if len(wording.promises) > MOST_PROMISES:
        return no(_too_many())
    parties = {party.organisation_id for party in partnership.binding_parties()}
    return first_no(has_sound_clauses(wording.clauses), *(_is_sound_promise(promise, parties) for promise in wording.promises))


def has_sound_clauses(clauses: Sequence[ClauseText]) -> Verdict:
    """Can these be the clauses of an agreement, or of a template for one?"""
    if not clauses:
        return no(_("An agreement needs at least one clause."))
    if len(clauses) > MOST_CLAUSES:
        return no(_too_many())
    if sum(len(clause.body) for clause in clauses) > MOST_LETTERS:
        return no(_("The text is too long. Please move a part of it to an annex."))
    if sum(len(rows) for clause in clauses for rows in clause.data.values()) > MOST_ROWS:
        return no(_("The tables have more than %(most)d rows. Please move a part of them to an annex.") % {"most": MOST_ROWS})
    return first_no(*(_has_sound_tables(clause) for clause in clauses))


def _too_many() -> str:
    words = {"clauses": MOST_CLAUSES, "promises": MOST_PROMISES}
    return _("An agreement has at most %(clauses)d clauses and %(promises)d promises.") % words


def _has_sound_tables(clause: ClauseText) -> Verdict:
    try:
        read_data(clause.key, clause.data)
    except BadTable as problem:
        return no(f"{clause.title}: {problem}")
    return YES


def _is_sound_promise(promise: PromiseText, parties: set) -> Verdict:
    title = {"title": promise.title}
    if promise.giver.pk not in parties or promise.receiver.pk not in parties:
        return no(_("“%(title)s”: giver and receiver must be parties of the partnership.") % title)
    if promise.giver.pk == promise.receiver.pk:
        return no(_("“%(title)s”: giver and receiver must differ.") % title)
    if promise.ends_on < promise.starts_on:
        return no(_("“%(title)s”: the end must not be before the start.") % title)
    if promise.kind == Kind.MONEY and not promise.money_type:
        return no(_("“%(title)s”: please say which kind of money it is.") % title)
    if promise.kind in VALUED and not (promise.quantity and promise.rate):
        return no(_("“%(title)s”: please give quantity and rate.") % title)
    if promise.kind == Kind.ROOMS and promise.per != Promise.Per.MONTH:
        return no(_("“%(title)s”: rooms are counted per month.") % title)
    if not 0 < (worth(promise.kind, amount=promise.amount or 0, quantity=promise.quantity, rate=promise.rate)) <= MOST:
        return no(_("“%(title)s”: please check the amount.") % title)
    return _is_sound_term(promise)


def _is_sound_term(promise: PromiseText) -> Verdict:
    """Does it stay within what the ledger can hold, over all its months or years?"""
    title = {"title": promise.title}
    if periods(Promise.Per.MONTH, promise.starts_on, promise.ends_on) > MOST_YEARS * 12:
        return no(_("“%(title)s”: a promise runs for %(years)d years at most. Please check the end.") % (title | {"years": MOST_YEARS}))
    times = periods(promise.per, promise.starts_on, promise.ends_on)
    each = worth(promise.kind, amount=promise.amount or 0, quantity=promise.quantity, rate=promise.rate)
    if max(each, promise.quantity or 0) * times > MOST:
        return no(_("“%(title)s”: the total over the whole time is too high. Please check amount and term.") % title)
    return YES
