from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, no
from partnerships.organisation.models import Organisation, Role
from partnerships.organisation.rules import may_decide_for
from partnerships.organisation.standing import standing_of
from projects.bank.models import PAYERS, BankAccount


def may_enter(person, organisation: Organisation) -> Verdict:
    if organisation.kind == Organisation.Kind.OBSERVER:
        return no(_("Only partners have a bank account here."))
    return may_decide_for(person, organisation, Role.FINANCE)


def may_end(person, account: BankAccount) -> Verdict:
    if account.ended_at:
        return no(_("This account is no longer in force."))
    return may_enter(person, account.organisation)


def may_read(person, account: BankAccount) -> Verdict:
    """The whole number, for members of the own house; that somebody else sees the account at all means that they pay."""
    standing = standing_of(person)
    if account.organisation_id not in standing.organisations or standing.has(account.organisation_id, *PAYERS):
        return YES
    return no(_("Only finance and signatories read the whole number."))
