"""What is done with an amendment beside what is done with every agreement: it begins, it takes over the newer text."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.agreement import actions as agreements
from partnerships.agreement import rules, signing
from partnerships.agreement.amends import Basis, begins_later, name_of, newest_text, overtaken_by, read_together, signed_amendments
from partnerships.agreement.edition import Edition
from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import FROZEN, State
from partnerships.agreement.parts import TERM, in_words
from partnerships.agreement.wording import Wording
from partnerships.amendment.carry import BEFORE, carry, leave, named
from partnerships.amendment.three_way import annexes_to_take, three_way
from partnerships.annex import actions as annexes
from partnerships.base import clock
from partnerships.base.templatetags.portal import day as told
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record


@transaction.atomic
def amend(agreement: Agreement, *, by, starts_on: date | None = None) -> Agreement:
    """Begin an amendment: a draft of one's own house with the whole valid text and its annexes; nobody else sees it.

    `starts_on` is the first day of the new text; none: the day on which all have signed. The agreement stays as it is. Journal line
    internal to the organisation.
    """
    agreement = Agreement.objects.lock(agreement)
    require(rules.may_amend(by, agreement))
    basis = newest_text(agreement)
    _check_first_day(agreement, starts_on, basis.until)
    owner = agreement.partnership.party_of(by).organisation
    amendment = Agreement(
        partnership=agreement.partnership,
        kind=agreement.kind,
        owner=owner,
        starts_on=starts_on,
        ends_on=basis.until,
        waiting=[owner.pk],
        turn_since=clock.now(),
        amends=agreement,
    )
    _take_up(amendment, basis)
    amendment.save(force_insert=True)
    edition = Edition(agreement=amendment, number=1, by=by, organisation=owner, amends_edition=basis.number)
    agreements.write(edition, replace(basis.wording, starts_on=starts_on))
    carry(named(basis.edition.agreement, basis.edition.number, basis.edition.annexes), amendment, edition=BEFORE)
    record("agreement.drafted", amendment, by=by, organisation=owner, internal_to=owner)
    return amendment


def _check_first_day(agreement: Agreement, starts_on: date | None, until: date | None) -> None:
    if starts_on and until and starts_on > until:
        raise Refused(_("The agreement ends on %(day)s, before this day.") % {"day": told(until)})
    require(begins_later(agreement, starts_on))


def _take_up(amendment: Agreement, basis: Basis) -> None:
    """From now on it is measured by this text; its name says which amendment it will be."""
    amendment.amends_edition, amendment.amends_until = basis.number, basis.until
    amendment.amends_number = len(signed_amendments(amendment.amends)) + 1
    amendment.title = name_of(amendment, amendment.title)


@transaction.atomic
def catch_up(amendment: Agreement, *, edition, by, comment: str = "") -> tuple[str, ...]:
    """Take over what another amendment has made of the text meanwhile; the parts both had changed, whose words stay as they are here.

    A draft is changed in place. What both sides know gets a counter-proposal of this person's house, so that everybody reads it anew;
    what was agreed or lay there to be signed goes back to the talks by it. Journal line.
    """
    amendment = Agreement.objects.lock(amendment)
    require(amendment.is_current(edition))
    require(rules.may_catch_up(by, amendment))
    other, (old, new), mine = overtaken_by(amendment), read_together(amendment), amendment.current()
    merged = three_way(old.wording, new.wording, Wording.of(mine))
    come, go = annexes_to_take(old.edition.annexes, new.edition.annexes, annexes.contents(amendment, amendment.edition))
    _take_up(amendment, new)
    amendment.save(update_fields=["amends_edition", "amends_until", "amends_number", "title"])
    begun = amendment.state == State.DRAFT
    until = amendment.edition if begun else amendment.edition + 1
    leave(amendment, go, edition=until)
    carry(named(new.edition.agreement, new.edition.number, come), amendment, edition=BEFORE if begun else until)
    organisation = amendment.partnership.party_of(by).organisation
    if begun:
        agreements.edit(amendment, saves=mine.saves, wording=merged.wording, by=by)
        amendment.go("catch_up")
    else:
        words = comment.strip() or _told_about(other, merged.both)
        if amendment.state in FROZEN:
            signing.reopen(amendment, edition=edition, parts=[TERM], reason=words, by=by)
        agreements.counter(amendment, edition=edition, wording=merged.wording, comment=words, by=by)
    hidden = organisation if amendment.offered_at is None else None
    record(
        "agreement.caught_up", amendment, by=by, organisation=organisation, internal_to=hidden, other=other.title, parts=list(merged.both)
    )
    return merged.both


def _told_about(other: Agreement, both) -> str:
    """The comment of a counter-proposal that nobody has written."""
    words = _("The text of “%(title)s” is taken over.") % {"title": other.title}
    if not both:
        return words
    return f"{words} " + _("Both amendments change: %(parts)s. The words of this one stay.") % {"parts": in_words(list(both))}
