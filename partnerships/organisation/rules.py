from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, no
from partnerships.organisation.models import Organisation, Role, role_names
from partnerships.organisation.standing import standing_of

DECIDERS = frozenset({Role.APPROVER, Role.SIGNATORY})


def may_decide_for(person, organisation: Organisation, *roles: str) -> Verdict:
    """May this person decide or sign for the organisation in one of these roles, today?

    Costs no query beyond the person's standing; where the organisation asks those who approve or sign for a second factor, one,
    once per request.
    """
    standing = standing_of(person)
    carried = standing.roles_in(organisation.pk) & frozenset(roles)
    if not carried:
        needed = role_names(roles)
        return no(
            _("Your role in %(organisation)s does not include this. Needed: %(roles)s.") % {"organisation": organisation, "roles": needed}
        )
    return second_factor(person, organisation) if carried <= DECIDERS else YES


def second_factor(person, organisation: Organisation) -> Verdict:
    """Whoever approves or signs has one, where the organisation asks for it."""
    if not organisation.requires_second_factor or has_second_factor(person):
        return YES
    return no(
        _("%(organisation)s asks those who approve or sign for a second factor. Please set one up first: it takes two minutes.")
        % {"organisation": organisation},
        remedy=reverse("mfa_index"),
    )


def has_second_factor(person) -> bool:
    """An authenticator app or a passkey; accounts of the demo data need none."""
    return person.is_demo or standing_of(person).second_factor


def needs_second_factor(person) -> list[Organisation]:
    """The organisations that wait for this person to set up a second factor before approving or signing."""
    asking = [
        membership.organisation
        for membership in standing_of(person).memberships
        if membership.organisation.requires_second_factor and DECIDERS & set(membership.roles)
    ]
    return asking if asking and not has_second_factor(person) else []
