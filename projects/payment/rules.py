from django.utils.translation import gettext as _

from partnerships.base.verdict import Verdict, no
from partnerships.organisation.models import Organisation
from partnerships.organisation.rules import may_decide_for
from projects.bank.models import PAYERS


def may_make(person, organisation: Organisation) -> Verdict:
    """Finance or a signatory of the house that pays."""
    if organisation.kind == Organisation.Kind.OBSERVER:
        return no(_("Only partners pay here."))
    return may_decide_for(person, organisation, *PAYERS)
