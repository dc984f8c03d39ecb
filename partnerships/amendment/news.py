"""What is told by mail, to those who speak for an organisation in a negotiation."""

from django.utils.translation import gettext_lazy as _

from partnerships.agreement.models import Agreement
from partnerships.agreement.parts import in_words
from partnerships.agreement.rules import NEGOTIATORS
from partnerships.notice.actions import tell
from partnerships.organisation.models import Membership
from partnerships.person.models import Person

SUBJECTS = {
    "merged": _("“%(title)s” is valid"),
    "overtaken": _("“%(title)s” takes up an older text"),
    "lapsed": _("“%(title)s” was not concluded"),
}


def _write(amendment: Agreement, name: str, *, key: str, **context) -> None:
    """To all parties; of what only its author knows, to the author."""
    houses = [party.organisation_id for party in amendment.partnership.binding_parties()]
    if amendment.offered_at is None:
        houses = [amendment.owner_id]
    people = Membership.objects.current().with_role(*NEGOTIATORS).filter(organisation__in=houses).values("person")
    tell(
        Person.objects.filter(pk__in=people),
        key=f"amendment.{name}:{key}",
        subject=SUBJECTS[name],
        template=f"mail/amendment/{name}.txt",
        context={"amendment": amendment, "agreement": amendment.amends, "title": amendment.title, **context},
    )


def merged(amendment: Agreement, *, parts: list[str]) -> None:
    _write(amendment, "merged", key=str(amendment.pk), parts=in_words(parts))


def overtaken(amendment: Agreement, *, by: Agreement) -> None:
    """`by` was signed: this one has to take over its text first."""
    _write(amendment, "overtaken", key=f"{amendment.pk}:{by.pk}", other=by)


def lapsed(amendment: Agreement) -> None:
    _write(amendment, "lapsed", key=f"{amendment.pk}:{amendment.state_since.isoformat()}")
