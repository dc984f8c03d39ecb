from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, no
from partnerships.organisation.models import Organisation, Role
from partnerships.organisation.standing import standing_of


def may_keep(person, organisation: Organisation) -> Verdict:
    """Finance and administration of the organisation."""
    if organisation.kind == Organisation.Kind.OBSERVER:
        return no(_("Only partners have rates."))
    if standing_of(person).has(organisation.pk, Role.FINANCE, Role.ADMINISTRATOR):
        return YES
    return no(_("Finance or administration of %(organisation)s keep its rates.") % {"organisation": organisation})
