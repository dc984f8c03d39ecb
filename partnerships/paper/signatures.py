"""Who confirmed an edition, as its last page names them."""

from django.contrib.contenttypes.models import ContentType

from partnerships.agreement.edition import Edition
from partnerships.agreement.models import Agreement
from partnerships.agreement.signature import Signature
from partnerships.consent.models import Consent
from partnerships.paper.text import Confirmation


def consents_to(edition: Edition):
    """The yes of every party to this edition, the first one first."""
    return Consent.objects.filter(
        subject_type=ContentType.objects.get_for_model(Agreement), subject_id=edition.agreement_id, edition=edition.number
    ).order_by("said_at")


def confirmations_of(edition: Edition) -> list[Confirmation]:
    """Everybody who signed it, of every party whose yes is complete."""
    signed = Signature.objects.filter(
        agreement=edition.agreement_id, edition=edition.number, organisation__in=consents_to(edition).values("organisation")
    )
    return [
        Confirmation(each.organisation.name, each.person.name, each.function, each.signed_at, each.digest)
        for each in signed.select_related("organisation", "person").order_by("signed_at")
    ]
