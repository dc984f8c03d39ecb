"""What is told by mail, to those who speak for an organisation in a negotiation."""

from django.utils.translation import gettext_lazy as _

from partnerships.agreement.models import Agreement
from partnerships.agreement.rules import NEGOTIATORS
from partnerships.base import clock
from partnerships.notice.actions import tell
from partnerships.organisation.models import Membership
from partnerships.person.models import Person


def release_taken_back(agreement: Agreement, *, organisation, by) -> None:
    """To both sides, not to who did it: it lay there to be signed, and cannot be signed for now."""
    houses = [party.organisation_id for party in agreement.partnership.binding_parties()]
    people = Membership.objects.current().with_role(*NEGOTIATORS).filter(organisation__in=houses).values("person")
    names = [f"{name.person.name} ({name.organisation})" for name in agreement.names()]
    tell(
        Person.objects.filter(pk__in=people).exclude(pk=by.pk),
        key=f"agreement.release_taken_back:{agreement.pk}:{clock.now().isoformat()}",
        subject=_("The release of “%(title)s” was taken back"),
        template="mail/agreement/release_taken_back.txt",
        context={"agreement": agreement, "title": agreement.title, "organisation": organisation.name, "names": ", ".join(names)},
    )
