"""What happens to a signed amendment by itself: it becomes a part of its agreement on its first day, or lapses with it."""

from dataclasses import replace
from datetime import date

from partnerships.agreement import actions as agreements
from partnerships.agreement import release
from partnerships.agreement.amends import moves_the_end
from partnerships.agreement.edition import Edition
from partnerships.agreement.models import Agreement, agreement_amended
from partnerships.agreement.moves import OPEN, State
from partnerships.agreement.parts import parts_of
from partnerships.agreement.signature import Signature
from partnerships.agreement.wording import Wording
from partnerships.amendment import news
from partnerships.amendment.carry import carry, leave, named
from partnerships.annex import actions as annexes
from partnerships.base import clock
from partnerships.consent.models import Consent
from partnerships.journal.actions import record


def merge(amendment: Agreement) -> Edition:
    """Its first day has come: the agreement gets a new edition with its text. The caller holds the locks and the transaction.

    Who signed the amendment has signed this edition. Journal lines released to observers, letters, signal agreement_amended.
    """
    agreement, signed = amendment.amends, amendment.current()
    if agreement.edition != amendment.amends_edition:
        raise ValueError(f"{amendment.pk} takes up edition {amendment.amends_edition}, valid is {agreement.edition}")
    before = agreement.current()
    until = signed.ends_on if moves_the_end(amendment) and not agreement.end_decided else agreement.ends_on
    agreement.edition += 1
    after = Edition(agreement=agreement, number=agreement.edition, by=signed.by, organisation=signed.organisation, merges=amendment)
    agreements.write(after, replace(Wording.of(signed), starts_on=before.starts_on, ends_on=until))
    _carry_back(amendment, agreement, signed, before)
    after.annexes = annexes.contents(agreement, agreement.edition)
    after.sent_at = clock.now()
    after.save(update_fields=["annexes", "sent_at"])
    agreement.title, agreement.ends_on = after.title, until
    agreement.save(update_fields=["edition", "title", "ends_on"])
    agreement.forget()
    _sign(amendment, agreement)
    amendment.in_force_at = clock.now()
    amendment.go("merge", "in_force_at")
    changed = _changed(before, agreement.current())
    record("agreement.amended", agreement, by=None, released=True, edition=agreement.edition, amendment=amendment.title, parts=changed)
    record("agreement.merged", amendment, by=None, released=True, edition=agreement.edition, agreement=agreement.title)
    agreement_amended.send(sender=Agreement, agreement=agreement, before=before, after=agreement.current(), on=_first_day(amendment))
    news.merged(amendment, parts=changed)
    return after


def _first_day(amendment: Agreement) -> date:
    return amendment.starts_on or clock.today()


def _carry_back(amendment: Agreement, agreement: Agreement, signed: Edition, before: Edition) -> None:
    """The agreement's annexes become those of the amendment."""
    leave(agreement, [each for each in before.annexes if each not in signed.annexes], edition=agreement.edition)
    come = [each for each in signed.annexes if each not in before.annexes]
    carry(named(amendment, amendment.edition, come), agreement, edition=agreement.edition)


def _sign(amendment: Agreement, agreement: Agreement) -> None:
    """Everybody's name and every party's yes, as they were given to the amendment, for the edition it has become."""
    digest = agreement.digest()
    for model, rows in ((Signature, amendment.signatures.filter(edition=amendment.edition)), (Consent, Consent.objects.of(amendment))):
        for row in rows:
            row.pk, row._state.adding = model._meta.pk.get_default(), True
            if model is Signature:
                row.agreement = agreement
            else:
                row.subject_id = agreement.pk
            row.edition, row.digest = agreement.edition, digest
            row.save(force_insert=True)
    agreement.forget()


def _changed(before: Edition, after: Edition) -> list[str]:
    """The names of the parts that read otherwise, came or went."""
    old, new = ({part.key: part for part in parts_of(edition)} for edition in (before, after))
    return [part.plain for key, part in {**old, **new}.items() if key not in new or key not in old or old[key].digest != part.digest]


def merge_due(day: date) -> None:
    """Every signed amendment whose first day has come by this day, those that were signed first first."""
    due = Agreement.objects.filter(state=State.SIGNED, amends__isnull=False, starts_on__lte=day).order_by("amends", "amends_edition")
    for each in due:
        amendment = Agreement.objects.lock(each)
        if amendment.state == State.SIGNED:
            merge(amendment)


def lapse_all(agreement: Agreement) -> None:
    """The agreement has ended: what was not merged by now is over, too. The caller holds its lock and the transaction."""
    for each in agreement.amendments.filter(state__in=(*OPEN, State.SIGNED)).order_by("pk"):
        amendment = Agreement.objects.lock(each)
        amendment.reason = ""
        amendment.go("lapse", "reason")
        release.stop(amendment, by=None)
        hidden = amendment.owner if amendment.offered_at is None else None
        record("agreement.lapsed", amendment, by=None, organisation=amendment.owner, internal_to=hidden, agreement=agreement.title)
        news.lapsed(amendment)


def tell_the_others(amendment: Agreement) -> None:
    """It was signed: those beside it that still take up the text before it have to take over its text first."""
    for each in amendment.amends.amendments.filter(state__in=OPEN, amends_edition__lte=amendment.amends_edition):
        news.overtaken(each, by=amendment)
