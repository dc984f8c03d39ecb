"""From the agreed text to the agreement in force: release in each house, signatures, the first day."""

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.agreement import news, release, rules, talks
from partnerships.agreement.amends import changes_something
from partnerships.agreement.models import Agreement, agreement_signed
from partnerships.agreement.moves import State
from partnerships.agreement.signature import Signature
from partnerships.base import clock
from partnerships.base.verdict import Refused, require
from partnerships.consent.actions import say_yes
from partnerships.journal.actions import record
from partnerships.organisation.models import Role
from partnerships.organisation.standing import standing_of


@transaction.atomic
def submit(agreement: Agreement, *, edition, by) -> Agreement:
    """Give the agreed text into the release of one's own house. When all houses have released it, it lies there to be signed.

    Journal lines by the release. When the last house missing has left the partnership, any party goes on from here.
    """
    agreement = Agreement.objects.lock(agreement)
    require(agreement.is_current(edition))
    require(rules.may_submit(by, agreement))
    require(changes_something(agreement, agreement.current()))
    organisation = agreement.partnership.party_of(by).organisation
    agreement.go("submit")
    if organisation.pk in agreement.released_ids:
        _to_signing(agreement, by=by)
    else:
        agreement.wait_for(rules.unreleased(agreement))
        release.ask(agreement, organisation=organisation, by=by)
    return agreement


def granted(agreement: Agreement, *, organisation, by) -> None:
    """This house has released the current edition. The caller holds the lock; the last release opens the signing."""
    agreement.released_ids = [*agreement.released_ids, organisation.pk]
    agreement.save(update_fields=["released_ids"])
    _to_signing(agreement, by=by)


def withdrawn(agreement: Agreement, *, organisation, by) -> None:
    """This house has taken its release back, or stopped it. The caller holds the lock.

    What lay there to be signed goes back to the release; signatures of this edition stay. Journal line for both, and a letter.
    """
    if organisation.pk in agreement.released_ids:
        agreement.released_ids = [each for each in agreement.released_ids if each != organisation.pk]
        agreement.save(update_fields=["released_ids"])
    if agreement.state == State.SIGNING:
        agreement.go("withdraw_release")
        record("agreement.release_taken_back", agreement, by=None, organisation=organisation, edition=agreement.edition)
        news.release_taken_back(agreement, organisation=organisation, by=by)
    agreement.wait_for(rules.unreleased(agreement))


def _to_signing(agreement: Agreement, *, by) -> None:
    """All released: those who have not signed yet are asked. Otherwise the houses that have not released are waited for."""
    if unreleased := rules.unreleased(agreement):
        agreement.wait_for(unreleased)
        return
    agreement.go("release")
    record("agreement.to_be_signed", agreement, by=by, edition=agreement.edition)
    agreement.wait_for(party.organisation_id for party in agreement.missing_parties())


@transaction.atomic
def reopen(agreement: Agreement, *, edition, parts, reason: str, by) -> Agreement:
    """Take up the talks again: these parts should change.

    The release of one's own house lapses, what runs in others stops; what others said to the text stays.
    """
    agreement = Agreement.objects.lock(agreement)
    require(agreement.is_current(edition))
    require(rules.may_reopen(by, agreement))
    if not reason.strip():
        raise Refused(_("Please say what should be different."))
    party = agreement.partnership.party_of(by)
    agreement.released_ids = [each for each in agreement.released_ids if each != party.organisation_id]
    agreement.go("reopen", "released_ids")
    release.stop(agreement, by=by)
    names = talks.reopen_with(agreement, party, parts=parts, text=reason.strip(), by=by)
    record("agreement.reopened", agreement, by=by, organisation=party.organisation, edition=edition, parts=names, reason=reason.strip())
    return agreement


@transaction.atomic
def sign(agreement: Agreement, *, edition, by) -> Agreement:
    """A signatory signs, for one party, the edition it has read. Where the party signs with two, the second one completes its yes.

    The last missing yes of all concludes the agreement: journal line released to observers, signal agreement_signed in this same
    transaction, by which an amendment becomes part of its agreement. Another agreement comes into force at once when its first day has
    come, else by itself on that day. When the last one missing has left the partnership, a party that has already signed completes it
    here, without a second yes.
    """
    agreement = Agreement.objects.lock(agreement)
    require(agreement.is_current(edition))
    require(rules.may_sign(by, agreement))
    organisation = agreement.partnership.party_of(by).organisation
    if organisation.pk not in agreement.yeses():
        _sign_for(agreement, organisation, by=by)
    if agreement.both_agreed():
        _conclude(agreement, organisation, by=by)
    else:
        agreement.wait_for(party.organisation_id for party in agreement.missing_parties())
    return agreement


def _sign_for(agreement: Agreement, organisation, *, by) -> None:
    """Keep the name; enough names are the yes of the party."""
    membership = next(each for each in standing_of(by).memberships if each.organisation_id == organisation.pk)
    digest = agreement.digest()
    before = agreement.signatures.filter(edition=agreement.edition, organisation=organisation)
    count = before.count() + 1
    Signature.objects.create(
        agreement=agreement, edition=agreement.edition, organisation=organisation, person=by, function=membership.function, digest=digest
    )
    needed = organisation.signatories_needed
    verb = "agreement.signed" if needed == 1 else "agreement.signed_jointly"
    record(
        verb, agreement, by=by, organisation=organisation, edition=agreement.edition, digest=digest, count=min(count, needed), needed=needed
    )
    agreement.forget()
    if count >= needed:
        say_yes(agreement, edition=agreement.edition, by=by, roles=(Role.SIGNATORY,))


def _conclude(agreement: Agreement, organisation, *, by) -> None:
    agreement.signed_at = clock.now()
    agreement.go("sign", "signed_at")
    record("agreement.concluded", agreement, by=by, organisation=organisation, released=True, edition=agreement.edition)
    agreement_signed.send(sender=Agreement, agreement=agreement, by=by)
    if not agreement.amends_id and (agreement.starts_on is None or agreement.starts_on <= clock.today()):
        start(agreement)


def start(agreement: Agreement) -> None:
    """Its first day has come. The caller holds the lock and the transaction; journal line released to observers."""
    agreement.in_force_at = clock.now()
    agreement.go("start", "in_force_at")
    record("agreement.in_force", agreement, by=None, released=True, edition=agreement.edition)


def start_due(day) -> None:
    """Every signed agreement whose first day has come by this day; an amendment becomes part of its agreement instead."""
    due = Agreement.objects.select_for_update(of=("self",)).filter(state=State.SIGNED, starts_on__lte=day, amends=None)
    for agreement in due.select_related("partnership").order_by("pk"):
        start(agreement)
