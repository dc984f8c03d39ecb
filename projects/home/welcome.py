"""The first words of the start page, and the next step of a person who has no active partnership yet."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.organisation.models import Organisation, Role
from partnerships.organisation.standing import standing_of
from partnerships.partnership.rules import may_found

NOON, EVENING, NIGHT = 11, 18, 4


@dataclass(frozen=True)
class Step:
    """What to do next: shown where there is nothing else to show."""

    title: str
    text: str
    icon: str = "people"
    url: str = ""
    label: str = ""


def greeting() -> str:
    """By the hour in Germany."""
    hour = clock.now().astimezone(clock.BERLIN).hour
    if NIGHT <= hour < NOON:
        return _("Good morning")
    return _("Good day") if NOON <= hour < EVENING else _("Good evening")


def next_step(person) -> Step:
    """By role: operators, people without an organisation, administrators, those who may found a partnership, everybody else."""
    standing = standing_of(person)
    organisation = standing.acting
    if organisation is None:
        return _outside(person)
    if organisation.kind == Organisation.Kind.OBSERVER:
        return Step(
            _("No partnership has invited you yet"),
            _("As an observer you read what both sides have released, as soon as a partnership has invited you."),
            icon="eye",
        )
    if may_found(person, organisation):
        return Step(
            _("Start your first partnership"),
            _("Invite an organisation of the other side. As soon as it accepts, you work here together."),
            url=reverse("partnership_create"),
            label=_("Start a partnership"),
        )
    if standing.administers(organisation.pk):
        return Step(
            _("Invite your colleagues"),
            _("Give at least one person the role of coordination: it starts partnerships and answers invitations."),
            icon="person-plus",
            url=reverse("organisation_detail", args=[organisation.pk]),
            label=_("To my organisation"),
        )
    roles = ", ".join(str(Role(role).label) for role in sorted(standing.roles_in(organisation.pk)))
    return Step(
        _("There is no active partnership yet"),
        _("Your role in %(organisation)s: %(roles)s. A partnership is started by coordination, an approver or a signatory.")
        % {"organisation": organisation, "roles": roles or "–"},
    )


def _outside(person) -> Step:
    if person.is_staff:
        return Step(
            _("You run the portal"),
            _("You set up organisations and their first administrators. What partners share is not for you to see."),
            icon="tools",
            url=reverse("admin:index"),
            label=_("To the portal administration"),
        )
    return Step(
        _("You do not belong to an organisation today"),
        _("Please ask the administration of your organisation to invite you again."),
        icon="person",
    )
