"""What is told by mail about contributions."""

from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.notice.actions import tell
from partnerships.organisation.models import Membership, Role
from partnerships.partnership.models import Partnership
from partnerships.person.models import Person
from projects.contribution.models import Contribution


def nobody_decides(giver) -> None:
    """To the administration of a giver where requests wait on which nobody is left to decide; one letter for all of them, once a day."""
    rows = Contribution.objects.without_decider().filter(giver=giver, partnership__state=Partnership.State.ACTIVE)
    found = list(rows.order_by("asked_at"))
    if not found:
        return
    administration = Membership.objects.current().with_role(Role.ADMINISTRATOR).filter(organisation=giver)
    tell(
        Person.objects.filter(pk__in=administration.values("person")),
        key=f"contribution.nobody:{giver.pk}:{clock.today()}",
        subject=_("Nobody is left to decide on requests"),
        template="mail/contribution/nobody.txt",
        context={"giver": giver, "contributions": found},
    )
