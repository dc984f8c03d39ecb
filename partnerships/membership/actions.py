from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.journal.changes import changes
from partnerships.membership import rules, tokens
from partnerships.notice import actions as notice
from partnerships.organisation.models import Invitation, Membership, Organisation, crew_changed, in_seven_days
from partnerships.organisation.standing import forget
from partnerships.person.models import Person


@transaction.atomic
def found(*, by: Person, kind: str, name: str, short_name: str, **details) -> Organisation:
    """The portal operator adds an organisation; its first administrator is invited next."""
    require(rules.may_found(by))
    organisation = Organisation(kind=kind, name=name, short_name=short_name, **details)
    organisation.full_clean()
    organisation.save()
    record("organisation.founded", organisation, by=by, organisation=organisation)
    return organisation


@transaction.atomic
def edit(organisation: Organisation, *, by: Person, edition: int | None = None, **details) -> Organisation:
    """Change an organisation's details; `edition` is the one the form showed. The journal keeps old and new values."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    require(rules.may_edit(by, organisation))
    if edition is not None:
        require(organisation.is_current(edition))
    changed = {name: [getattr(organisation, name), value] for name, value in details.items() if getattr(organisation, name) != value}
    if not changed:
        return organisation
    for name, value in details.items():
        setattr(organisation, name, value)
    organisation.edition += 1
    organisation.full_clean()
    organisation.save(update_fields=[*changed, "edition"])
    record("organisation.edited", organisation, by=by, organisation=organisation, changes=changed)
    return organisation


@transaction.atomic
def invite(
    organisation: Organisation, *, by: Person, email: str, name: str, roles: list[str], function: str = "", language: str = "de"
) -> Invitation:
    """Invite a person; the letter with the link goes out on commit. The link is nowhere else."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    require(rules.may_invite(by, organisation, roles))
    email = email.strip().lower()
    require(rules.is_not_yet_member(organisation, email))
    token = tokens.new()
    invitation = Invitation(
        organisation=organisation,
        email=email,
        name=name,
        roles=list(roles),
        function=function,
        language=language,
        invited_by=by,
        token_hash=tokens.digest(token),
    )
    invitation.full_clean()
    invitation.save()
    record("organisation.invited", organisation, by=by, organisation=organisation, person=name, roles=list(roles))
    _send(invitation, token)
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, *, by: Person) -> Invitation:
    """A new link, again for seven days; the old one no longer leads anywhere."""
    invitation = _locked_invitation(invitation)
    require(rules.may_handle(by, invitation))
    token = tokens.new()
    invitation.token_hash, invitation.expires_at, invitation.invited_by = tokens.digest(token), in_seven_days(), by
    invitation.save(update_fields=["token_hash", "expires_at", "invited_by"])
    record("organisation.invited_again", invitation.organisation, by=by, organisation=invitation.organisation, person=invitation.name)
    _send(invitation, token)
    return invitation


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Person) -> Invitation:
    """The link no longer leads anywhere, from this moment on."""
    invitation = _locked_invitation(invitation)
    require(rules.may_handle(by, invitation))
    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])
    organisation = invitation.organisation
    record("organisation.invitation_withdrawn", organisation, by=by, organisation=organisation, person=invitation.name)
    return invitation


@transaction.atomic
def join(token: str, *, name: str, password: str) -> Person:
    """By the link of an invitation: a new person, with a proven e-mail address and a seat in the organisation."""
    invitation = _behind(token)
    try:
        with transaction.atomic():
            person = Person.objects.create_user(invitation.email, password, name=name)
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    except IntegrityError as error:
        raise Refused(_("There already is an account with this address. Please sign in to accept the invitation.")) from error
    _take_seat(invitation, person)
    return person


@transaction.atomic
def accept(token: str, *, by: Person) -> Membership:
    """By the link of an invitation: a seat for a person who has an account; roles one already has are kept."""
    invitation = _behind(token)
    require(rules.may_accept(by, invitation))
    return _take_seat(invitation, by)


@transaction.atomic
def change_member(
    membership: Membership, *, by: Person, roles: list[str], function: str, ends_on=None, edition: int | None = None
) -> Membership:
    """Change roles, function and planned end; holds at once. Never leaves the organisation without an administrator.

    Nothing is written where nothing differs.
    """
    membership = _locked_membership(membership)
    require(rules.may_change(by, membership))
    if edition is not None:
        require(membership.is_current(edition))
    require(rules.keeps_an_administrator(membership, roles=roles, ends_on=ends_on))
    changed = changes(membership, {"roles": list(roles), "function": function, "ends_on": ends_on})
    if not changed:
        return membership
    membership.roles, membership.function, membership.ends_on = list(roles), function, ends_on
    membership.edition += 1
    membership.full_clean()
    membership.save(update_fields=["roles", "function", "ends_on", "edition"])
    _tell_of(membership, "organisation.member_changed", by, model="partnerships.Membership", changes=changed)
    crew_changed.send(sender=Membership, organisation=membership.organisation)
    return membership


@transaction.atomic
def end_member(membership: Membership, *, by: Person) -> Membership:
    """End a membership, at once; it stays for the record. By the administration or by the person."""
    membership = _locked_membership(membership)
    require(rules.may_end(by, membership))
    membership.ended_at = clock.now()
    membership.ends_on = max(clock.today(), membership.starts_on)
    membership.save(update_fields=["ended_at", "ends_on"])
    _tell_of(membership, "organisation.member_left", by)
    crew_changed.send(sender=Membership, organisation=membership.organisation)
    return membership


def _behind(token: str) -> Invitation:
    invitation = tokens.invitation_behind(token, locked=True)
    if invitation is None:
        raise Refused(_("This invitation is not valid, or no longer."))
    return invitation


def _locked_invitation(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)


def _locked_membership(membership: Membership) -> Membership:
    """The organisation's row is the lock: who is the last administrator is decided from all its memberships."""
    Organisation.objects.select_for_update(no_key=True).get(pk=membership.organisation_id)
    return Membership.objects.select_for_update(of=("self",)).select_related("organisation", "person").get(pk=membership.pk)


def _take_seat(invitation: Invitation, person: Person) -> Membership:
    invitation.accepted_at, invitation.accepted_by = clock.now(), person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    membership, new = Membership.objects.select_for_update().get_or_create(
        person=person,
        organisation=invitation.organisation,
        ends_on=None,
        defaults={"roles": invitation.roles, "function": invitation.function, "starts_on": clock.today()},
    )
    if not new:
        membership.roles = sorted({*membership.roles, *invitation.roles})
        membership.function = membership.function or invitation.function
        membership.edition += 1
        membership.save(update_fields=["roles", "function", "edition"])
    forget(person)
    record("organisation.joined", invitation.organisation, by=person, organisation=invitation.organisation, roles=invitation.roles)
    return membership


def _tell_of(membership: Membership, verb: str, by: Person, **data) -> None:
    forget(by)
    forget(membership.person)
    record(verb, membership.organisation, by=by, organisation=membership.organisation, person=membership.person.name, **data)


def _send(invitation: Invitation, token: str) -> None:
    """The letter, in the language chosen for it; emptied once it is sent."""
    with translation.override(invitation.language):
        context = {
            "person": invitation.name,
            "invitation": invitation,
            "organisation": invitation.organisation,
            "by": invitation.invited_by,
            "link": settings.BASE_URL.rstrip("/") + reverse("invitation", args=[token]),
        }
        body = notice.render("mail/membership/invitation.txt", context)
        subject = _("Invitation: %(organisation)s on the portal Augenhöhe") % {"organisation": invitation.organisation.name}
    notice.write(
        to=invitation.email, key=f"invitation:{invitation.pk}:{invitation.token_hash[:16]}", subject=subject, body=body, secret=True
    )
