from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, no
from partnerships.organisation.standing import standing_of


def may_edit_profile(by, person) -> Verdict:
    return YES if by.pk == person.pk else no(_("You can only change your own details."))


def may_act_for(by, organisation) -> Verdict:
    if organisation.pk in standing_of(by).organisations:
        return YES
    return no(_("You do not belong to %(organisation)s.") % {"organisation": organisation})


def may_switch(by, person) -> Verdict:
    """Only the portal operator deactivates people, never oneself."""
    if not by.is_superuser:
        return no(_("Only the portal operator can do this."))
    if by.pk == person.pk:
        return no(_("You cannot deactivate yourself."))
    return YES
