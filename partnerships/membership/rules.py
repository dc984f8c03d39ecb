from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import YES, Verdict, no
from partnerships.organisation.models import Invitation, Membership, Organisation, Role
from partnerships.organisation.standing import standing_of
from partnerships.person.models import Person

MOST_UNANSWERED = 100


def may_found(by) -> Verdict:
    return YES if by.is_superuser else no(_("Only the portal operator can add an organisation."))


def may_administer(by, organisation: Organisation) -> Verdict:
    if standing_of(by).administers(organisation.pk):
        return YES
    return no(_("Only the administration of %(organisation)s can do this.") % {"organisation": organisation})


def may_edit(by, organisation: Organisation) -> Verdict:
    return YES if by.is_superuser else may_administer(by, organisation)


def may_invite(by, organisation: Organisation, roles) -> Verdict:
    """An administrator invites anybody; the portal operator invites administrators, who invite the others."""
    if by.is_superuser:
        if set(roles) != {Role.ADMINISTRATOR}:
            return no(_("The portal operator invites administrators only; they invite the others."))
    elif not (may := may_administer(by, organisation)):
        return may
    if Invitation.objects.unanswered().filter(organisation=organisation).count() >= MOST_UNANSWERED:
        return no(_("There are too many unanswered invitations. Please withdraw some first."))
    return YES


def may_handle(by, invitation: Invitation) -> Verdict:
    """Send it again or withdraw it."""
    if not by.is_superuser and not (may := may_administer(by, invitation.organisation)):
        return may
    if invitation.accepted_at:
        return no(_("This invitation has been accepted."))
    if invitation.withdrawn_at:
        return no(_("This invitation has been withdrawn."))
    return YES


def is_not_yet_member(organisation: Organisation, email: str) -> Verdict:
    if Membership.objects.current().filter(organisation=organisation, person__in=_people_at(email)).exists():
        return no(_("This person is already a member."))
    return YES


def may_accept(by, invitation: Invitation) -> Verdict:
    if _people_at(invitation.email).filter(pk=by.pk).exists():
        return YES
    return no(
        _("This invitation is for %(invited)s, but you are signed in as %(email)s. Please sign out first.")
        % {"invited": invitation.email, "email": by.email}
    )


def is_known(email: str) -> bool:
    """Has somebody with this address, be it a second one, an account?"""
    return _people_at(email).exists()


def may_change(by, membership: Membership) -> Verdict:
    if not (may := may_administer(by, membership.organisation)):
        return may
    return YES if _holds(membership) else no(_("This membership has ended."))


def may_end(by, membership: Membership) -> Verdict:
    """The administration ends memberships; everybody may leave; the last administrator stays."""
    if by.pk != membership.person_id and not (may := may_change(by, membership)):
        return may
    if not _holds(membership):
        return no(_("This membership has ended."))
    return keeps_an_administrator(membership, roles=[])


def keeps_an_administrator(membership: Membership, *, roles, ends_on=None) -> Verdict:
    """Would the organisation still have an administrator, without a planned end, if this membership became so?"""
    if Role.ADMINISTRATOR not in membership.roles or (Role.ADMINISTRATOR in roles and ends_on is None):
        return YES
    others = Membership.objects.current().with_role(Role.ADMINISTRATOR).filter(ends_on=None, person__is_active=True)
    if others.filter(organisation=membership.organisation_id).exclude(pk=membership.pk).exists():
        return YES
    return no(
        _("%(person)s is the last administrator of %(organisation)s. Please give somebody else this role first.")
        % {"person": membership.person, "organisation": membership.organisation}
    )


def _people_at(email: str):
    """Whose address it is: that of the account or a further one, if proven."""
    further = EmailAddress.objects.filter(email__iexact=email, verified=True)
    return Person.objects.filter(Q(email=email.lower()) | Q(pk__in=further.values("user")))


def _holds(membership: Membership) -> bool:
    over = membership.ends_on is not None and membership.ends_on < clock.today()
    return membership.ended_at is None and not over
