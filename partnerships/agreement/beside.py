"""What one should know of an agreement beside its own words: others that are valid in the same time, and the text an amendment takes up."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from partnerships.agreement.edition import Edition, Promise
from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import VALID, State
from partnerships.agreement.parts import PROMISES, TERM
from partnerships.agreement.term import Renewal
from partnerships.base import clock
from partnerships.base.templatetags.portal import day

MOST = 3


def rivals_of(pk, partnership, kind):
    """The signed agreements of this partnership and kind beside this one; `renews`: until somebody gives notice."""
    renewed = Edition.objects.filter(agreement=OuterRef("pk"), number=OuterRef("edition"), renewal=Renewal.AUTO)
    rows = Agreement.objects.filter(partnership=partnership, kind=kind, amends=None, state__in=(State.SIGNED, *VALID)).exclude(pk=pk)
    return rows.annotate(renews=Q(Exists(renewed), end_decided=False)).order_by("starts_on", "pk")


def former_of(amended, number):
    """The promises of the text an amendment took up: of an edition of the agreement, or of the signed amendment that will make it."""
    valid = Q(edition__agreement=amended, edition__number=number)
    coming = Q(
        edition__agreement__amends=amended,
        edition__agreement__state=State.SIGNED,
        edition__agreement__amends_edition=number - 1,
        edition__number=F("edition__agreement__edition"),
    )
    return Promise.objects.filter(valid | coming)


def edition_taken_up(amended, number):
    """The edition an amendment took up: of the agreement, or of the signed amendment that will make it."""
    valid = Q(agreement=amended, number=number)
    coming = Q(
        agreement__amends=amended,
        agreement__state=State.SIGNED,
        agreement__amends_edition=number - 1,
        number=F("agreement__edition"),
    )
    return Edition.objects.filter(valid | coming)


def on_agreement(agreement: Agreement, wording) -> Iterator[tuple[str, str, str]]:
    """Id, sentence and part of each hint; one query unless reading.py has brought the neighbours."""
    if agreement.amends_id:
        for text in _for_all_time(agreement, wording):
            yield "amount_for_all_time", text, PROMISES
    else:
        for other in overlapping(agreement, wording.starts_on, wording.ends_on)[:MOST]:
            yield "overlap", _in_words(other), TERM


def overlapping(agreement: Agreement, starts_on: date | None, ends_on: date | None) -> list[Agreement]:
    """Those of them that hold on a day of this term; without a first day it begins when all have signed."""
    if not hasattr(agreement, "rivals"):
        agreement.rivals = list(rivals_of(agreement.pk, agreement.partnership_id, agreement.kind))
    first = starts_on or clock.today()
    return [
        other
        for other in agreement.rivals
        if (other.renews or other.ends_on is None or other.ends_on >= first)
        and (ends_on is None or other.starts_on is None or other.starts_on <= ends_on)
    ]


def _in_words(other: Agreement) -> str:
    words = {"title": other.title, "start": other.starts_on and day(other.starts_on), "end": other.ends_on and day(other.ends_on)}
    if other.starts_on and other.ends_on:
        text = _("“%(title)s” of the same kind holds from %(start)s to %(end)s: the terms overlap.") % words
    elif other.ends_on:
        text = _("“%(title)s” of the same kind holds until %(end)s: the terms overlap.") % words
    else:
        text = _("“%(title)s” of the same kind holds without an end: the terms overlap.") % words
    return f"{text} " + _("If you want to change that one, please begin an amendment of it.")


def _for_all_time(amendment: Agreement, wording) -> Iterator[str]:
    """A promise that began before the amendment does, and has another amount now."""
    first = wording.starts_on or clock.today()
    if not hasattr(amendment, "former_promises"):
        amendment.former_promises = list(former_of(amendment.amends_id, amendment.amends_edition))
    before = {promise.key: promise for promise in amendment.former_promises}
    for promise in wording.promises:
        old = before.get(promise.key)
        if old is None or old.per == Promise.Per.ONCE or old.starts_on >= first or not promise.amount or promise.amount == old.amount:
            continue
        words = {"title": promise.title, "start": day(old.starts_on)}
        yield (
            _("“%(title)s”: the new amount counts for the whole time of the promise, also for what lies behind you since %(start)s.")
            % words
            + " "
            + _("If it is to hold from a later day on only, let this promise end before and add a new one.")
        )
