from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, no
from partnerships.organisation.models import Organisation, Role
from partnerships.organisation.standing import standing_of


def may_change(person, organisation: Organisation) -> Verdict:
    """Whoever administers the organisation, or coordinates for it."""
    if standing_of(person).has(organisation.pk, Role.ADMINISTRATOR, Role.COORDINATOR):
        return YES
    return no(_("The administration or the coordination of %(organisation)s sets its time limits.") % {"organisation": organisation})
