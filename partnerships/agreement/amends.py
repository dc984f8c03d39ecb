"""What an amendment has to do with the agreement it amends: whose text it takes up, what it changes, whether it still fits.

An amendment holds the whole text as it is to read from its first day on. It takes up one edition of its agreement (`amends_edition`).
Signed ones follow each other: the next takes up what the one before makes of the text, also before its first day has come. So whoever
signs later has read what was signed before; where it took up an older text, it takes over the new one first.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.agreement.compare import Comparison, compare
from partnerships.agreement.edition import Edition
from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import AMENDABLE, State
from partnerships.agreement.objections import no_objection
from partnerships.agreement.wording import Wording
from partnerships.base import clock
from partnerships.base.templatetags.portal import day as told
from partnerships.base.verdict import YES, Verdict, first_no, no

SIGNED = (State.SIGNED, State.MERGED)
LONGEST = 160


@dataclass(frozen=True)
class Basis:
    """The text an amendment takes up: which edition that is or will be, its words, its last day."""

    number: int
    edition: Edition
    until: date | None

    @property
    def wording(self) -> Wording:
        return replace(Wording.of(self.edition), ends_on=self.until)


def signed_amendments(agreement: Agreement) -> list[Agreement]:
    """All that were signed, in their order; one query."""
    return list(agreement.amendments.filter(state__in=SIGNED).order_by("amends_edition"))


def newest_text(agreement: Agreement, signed: list[Agreement] | None = None) -> Basis:
    """What is valid, or what the amendments that are `signed` (read here unless given) will make of it."""
    waiting = [each for each in (signed_amendments(agreement) if signed is None else signed) if each.state == State.SIGNED]
    until = agreement.ends_on
    for each in waiting:  # the last day of what was signed is that of its edition
        until = each.ends_on if each.ends_on != each.amends_until and not agreement.end_decided else until
    last = waiting[-1] if waiting else agreement
    return Basis(agreement.edition + len(waiting), last.current(), until)


def taken_up(amendment: Agreement) -> Basis:
    """The text it began from, or took over last."""
    agreement, number = amendment.amends, amendment.amends_edition
    edition = Edition.numbered(agreement, number)
    if edition is None:  # still to come: what the one before it will make of the text
        edition = agreement.amendments.get(state=State.SIGNED, amends_edition=number - 1).current()
    return Basis(number, edition, amendment.amends_until)


def read_together(amendment: Agreement) -> tuple[Basis, Basis]:
    """What an open amendment took up and the newest text, its own words read with them; four queries, however many were signed."""
    agreement, signed = amendment.amends, _others(amendment)
    waiting = {each.amends_edition + 1: each for each in signed if each.state == State.SIGNED}
    number = amendment.amends_edition
    source = (waiting[number].pk, waiting[number].edition) if number in waiting else (agreement.pk, number)
    last = waiting[max(waiting)] if waiting else agreement
    wanted = {source, (last.pk, last.edition), (amendment.pk, amendment.edition)}
    rows = Edition.objects.for_reading().filter(reduce(or_, (Q(agreement=pk, number=each) for pk, each in wanted)))
    found = {(each.agreement_id, each.number): each for each in rows}
    for thing in (last, amendment):
        thing.current_edition = found[thing.pk, thing.edition]
    return Basis(number, found[source], amendment.amends_until), newest_text(agreement, signed)


def moves_the_end(amendment: Agreement) -> bool:
    return amendment.current().ends_on != amendment.amends_until


def changes(amendment: Agreement, edition: Edition | None = None, *, basis: Basis | None = None) -> Comparison:
    """What it makes of the text it took up (`basis`, where that was read already); its first day is its own and no change."""
    new = Wording.of(edition or amendment.current())
    return compare(replace((basis or taken_up(amendment)).wording, starts_on=new.starts_on), new)


def changes_something(agreement: Agreement, edition: Edition) -> Verdict:
    """Does this edition of an amendment change anything? Three queries; none for other agreements."""
    if not agreement.amends_id:
        return YES
    basis = taken_up(agreement)
    if sorted(edition.annexes) == sorted(basis.edition.annexes) and changes(agreement, edition, basis=basis).is_empty:
        return no(_("This amendment does not change anything yet."))
    return YES


def name_of(agreement: Agreement, title: str) -> str:
    """The name of an agreement is the title of its text; that of an amendment says which one it is. Contracts are German."""
    if not agreement.amends_id:
        return title
    of = agreement.amends.title
    with override("de"):
        words = _("Amendment no. %(number)d to the agreement “%(title)s”")
        if of.partition(" ")[0].lower().endswith("vereinbarung"):
            words = _("Amendment no. %(number)d to %(title)s")
    room = LONGEST - len(words % {"number": agreement.amends_number, "title": ""})
    return words % {"number": agreement.amends_number, "title": of if len(of) <= room else f"{of[: room - 1]}…"}


def can_be_amended(agreement: Agreement) -> Verdict:
    """Is it in force, and meant to last?"""
    if agreement.amends_id:
        return no(_("An amendment is not amended. Please begin another amendment of the agreement."))
    if agreement.state in AMENDABLE:
        return YES
    words = {"title": agreement.title, "day": told(agreement.ends_on)}
    if agreement.state == State.NOTICE:
        return no(_("Notice of “%(title)s” has been given: it ends on %(day)s. It is amended only after the notice is taken back.") % words)
    if agreement.state in (State.ENDED, State.ARCHIVED):
        return no(_("“%(title)s” has ended: it is not amended any more.") % words)
    return no(_("Only an agreement in force is amended."))


def overtaken_by(amendment: Agreement) -> Agreement | None:
    """The signed amendment whose text this one does not know yet, the latest."""
    later = [each for each in _others(amendment) if each.amends_edition >= amendment.amends_edition]
    return later[-1] if later else None


def _others(amendment: Agreement) -> list[Agreement]:
    """The signed amendments beside this one; one query, asked once."""
    if not hasattr(amendment, "signed_beside"):
        amendment.signed_beside = [each for each in signed_amendments(amendment.amends) if each.pk != amendment.pk]
    return amendment.signed_beside


def fits(agreement: Agreement) -> Verdict:
    """May an amendment go on towards its signature? YES for other agreements."""
    if not agreement.amends_id:
        return YES
    if not (verdict := can_be_amended(agreement.amends)):
        return verdict
    if other := overtaken_by(agreement):
        return no(
            _("Meanwhile “%(title)s” was signed: this amendment takes up the text before it. Please take over the new text first.")
            % {"title": other.title}
        )
    return first_no(_follows_the_others(agreement), _contradicts_nothing(agreement))


def _contradicts_nothing(amendment: Agreement) -> Verdict:
    """What has come of the agreement so far fits its text. Asked once, and only where less is promised than before, if that is known."""
    if not hasattr(amendment, "objection"):
        amendment.objection = no_objection(amendment, amendment.current()) if _promises_less(amendment) else YES
    return amendment.objection


def _promises_less(amendment: Agreement) -> bool:
    if not hasattr(amendment, "former_promises"):
        return True
    before = {promise.key: promise.total for promise in amendment.former_promises}
    return any(promise.total < before.get(promise.key, 0) for promise in amendment.current().promises.all())


def begins_later(agreement: Agreement, first: date | None) -> Verdict:
    """Than what it amends."""
    if first and agreement.starts_on and first <= agreement.starts_on:
        return no(_("The agreement began on %(day)s. Its amendment begins later.") % {"day": told(agreement.starts_on)})
    return YES


def _follows_the_others(amendment: Agreement) -> Verdict:
    """After those that are signed and wait for their first day; and an end that is decided stays."""
    agreement, first = amendment.amends, amendment.current().starts_on or clock.today()
    if not (verdict := begins_later(agreement, first)):
        return verdict
    for other in _others(amendment):
        if other.state == State.SIGNED and other.starts_on > first:
            words = {"title": other.title, "day": told(other.starts_on)}
            return no(_("“%(title)s” is valid from %(day)s. This amendment takes up its text and cannot begin before.") % words)
    if agreement.end_decided and moves_the_end(amendment):
        return no(_("The end is already decided: %(day)s.") % {"day": told(agreement.ends_on)})
    return YES
