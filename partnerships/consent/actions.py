from django.contrib.contenttypes.models import ContentType
from django.db import connection

from partnerships.base.verdict import require
from partnerships.consent import rules
from partnerships.consent.models import Binding, Consent
from partnerships.organisation.standing import standing_of


def say_yes(thing: Binding, *, edition, by, roles: tuple[str, ...] = ()) -> Consent:
    """Keep this party's yes to the edition its reader saw. The caller holds the lock on the thing's row and the transaction.

    Afterwards ask thing.both_agreed().
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A yes belongs into the transaction that acts on it.")
    thing.forget_yeses()
    require(thing.is_current(edition))
    require(rules.may_say_yes(by, thing, *roles))
    party = thing.partnership.party_of(by)
    membership = next(m for m in standing_of(by).memberships if m.organisation_id == party.organisation_id)
    consent = Consent.objects.create(
        partnership=thing.partnership,
        subject_type=ContentType.objects.get_for_model(type(thing)),
        subject_id=thing.pk,
        edition=thing.edition,
        organisation=party.organisation,
        side=party.side,
        person=by,
        function=membership.function,
        digest=thing.digest(),
    )
    thing.forget_yeses()
    return consent


def keep_silence(thing: Binding, *, party) -> Consent:
    """Keep that a party has not answered in time, where both sides have agreed before that silence counts. Nobody's name is under it.

    The caller has made sure of all that, holds the lock and the transaction; the journal says that it was silence.
    """
    consent = Consent.objects.create(
        partnership=thing.partnership,
        subject_type=ContentType.objects.get_for_model(type(thing)),
        subject_id=thing.pk,
        edition=thing.edition,
        organisation=party.organisation,
        side=party.side,
        silent=True,
        digest=thing.digest(),
    )
    thing.forget_yeses()
    return consent
