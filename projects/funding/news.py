"""What is told by mail about calls: to those whose turn it is now; and to an administration that has too few people."""

from django.utils.translation import gettext_lazy as _

from partnerships.notice.actions import tell
from partnerships.organisation.models import Membership, Role
from partnerships.person.models import Person
from projects.funding import rules
from projects.funding.models import Call, Schedule


def _people(organisation, *roles: str):
    found = Membership.objects.current().with_role(*roles).filter(organisation=organisation)
    return Person.objects.filter(pk__in=found.values("person"))


def _write(call: Call, people, event: str, subject) -> None:
    tell(people, key=f"call:{call.pk}:{call.edition}:{event}", subject=subject, template="mail/funding/call.txt",
         context={"call": call, "event": event, "title": call.contribution.title})  # fmt: skip


def requested(call: Call) -> None:
    """To those of the giver who check the facts."""
    _write(call, _people(call.giver, *rules.FACTS), "requested", _("Funds were called: %(title)s"))


def sent_back(call: Call) -> None:
    """To whoever called."""
    _write(call, [call.called_by], "sent_back", _("A question about your call for funds: %(title)s"))


def ordered(call: Call) -> None:
    """To the receiver's finance, and whoever called."""
    people = {person.pk: person for person in [call.called_by, *_people(call.receiver, *rules.ORDERS)]}
    _write(call, list(people.values()), "ordered", _("A payment is on its way: %(title)s"))


def short_of_people(schedule: Schedule, shortage: str) -> None:
    """To the administration of the paying house, when a payment schedule holds by which it cannot pay yet."""
    giver = schedule.contribution.giver
    tell(
        _people(giver, Role.ADMINISTRATOR),
        key=f"schedule:{schedule.pk}:{schedule.edition}:short",
        subject=_("People are missing to pay: %(title)s"),
        template="mail/funding/short.txt",
        context={"schedule": schedule, "shortage": shortage, "title": schedule.contribution.title},
    )
