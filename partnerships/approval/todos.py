"""What of releases waits for whom, and what a house has to put right so that none of them gets stuck."""

from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.approval.house import Desk, desk_of, team_of, with_desk
from partnerships.approval.models import COPIED, Absence, ApprovalRule, ApprovalStep
from partnerships.approval.release import Release
from partnerships.approval.rules import may_approve
from partnerships.approval.seats import can_be_done
from partnerships.base.nested import nested, revived
from partnerships.organisation.models import Membership, Organisation, Role
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Partnership
from partnerships.todo.registry import Todo, source

MOST = 200  # the oldest; the list has them all
ACTS = (Role.APPROVER, Role.SIGNATORY, Role.ADMINISTRATOR)


@source
def releases(person) -> list[Todo]:
    """My release waits, my house's release waits for somebody else in it, a partner's release with the day it is expected; one query.

    A step for which nobody is left waits for the administration of the house.
    """
    standing = standing_of(person)
    if not standing.ids:
        return []
    alive = Q(partnership=None) | Q(partnership__state=Partnership.State.ACTIVE)
    rows = with_desk(Release.objects.read_by(person).running().filter(alive)).select_related("organisation", "partnership", "subject_type")
    return [todo for release in rows.order_by("asked_at")[:MOST] for todo in _todos(release, person, standing)]


def _todos(release: Release, person, standing) -> list[Todo]:
    if release.organisation_id not in standing.organisations:
        return [_theirs(release)]
    desk = desk_of(release)
    stuck = desk.stuck_steps() if standing.administers(release.organisation_id) else []
    return [_ours(desk, person), *(_nobody(desk, step) for step in stuck)]


def _theirs(release: Release) -> Todo:
    """The partner's: told on the page of the thing, with the day."""
    return Todo(
        waiting="them",
        title=release.subject_label,
        ask=_("Internal release; a decision is expected"),
        url=release.thing_url,
        since=release.asked_at,
        due=release.expected_on,
        who=str(release.organisation),
        partnership=str(release.partnership or ""),
        icon="list-check",
    )


def _ours(desk: Desk, person) -> Todo:
    release, steps = desk.release, desk.open_steps
    mine = bool(may_approve(person, desk))
    return Todo(
        waiting="me" if mine else "us",
        title=release.subject_label,
        ask=_("Release it or say why not") if mine else _("Release it: %(step)s") % {"step": ", ".join(step.label for step in steps)},
        url=release.get_absolute_url(),
        since=min((step.began_at for step in steps), default=release.asked_at),
        due=min((step.due_on for step in steps if step.due_on), default=None),
        who=", ".join(step.label for step in steps),
        partnership=str(release.partnership or ""),
        icon="list-check",
    )


def _nobody(desk: Desk, step) -> Todo:
    return Todo(
        waiting="me",
        title=desk.release.subject_label,
        ask=_("Nobody is left for the step “%(step)s”: give somebody the role or enter a deputy") % {"step": step.label},
        url=desk.release.get_absolute_url(),
        since=step.began_at,
        partnership=str(desk.release.partnership or ""),
        icon="exclamation-triangle",
    )


@source
def houses(person) -> list[Todo]:
    """For the administration: rules that nobody can fulfil. For whoever approves: an own absence without a deputy. One query."""
    standing = standing_of(person)
    mine = [pk for pk in standing.partners if standing.has(pk, *ACTS)]
    if not mine:
        return []
    steps = ApprovalStep.objects.filter(rule=OuterRef("pk")).order_by("order")
    rules = ApprovalRule.objects.in_force().filter(organisation=OuterRef("pk")).annotate(stages=nested(steps, "id", *COPIED))
    members = Membership.objects.current().filter(organisation=OuterRef("pk"), person__is_active=True)
    absences = Absence.objects.to_come().filter(organisation=OuterRef("pk"), deputy=None).order_by("starts_on")
    rows = Organisation.objects.filter(pk__in=mine).annotate(
        rules_now=nested(rules, "id", "subject", "stages"),
        members_now=nested(members, "person_id", "person__name", "roles"),
        without_deputy=nested(absences, "id", "person_id", "person__name", "starts_on", "ends_on"),
    )
    found: list[Todo] = []
    for organisation in rows:
        administers = standing.administers(organisation.pk)
        found += _rules_without_people(organisation) if administers else []
        found += _absences(organisation, person, administers=administers)
    return found


def _rules_without_people(organisation) -> list[Todo]:
    """One for the whole house, not one a rule: the page of the rules shows which."""
    team = team_of(organisation.members_now, [])
    wrong = {
        step.name
        for rule in organisation.rules_now
        for step in revived(ApprovalStep, rule["stages"])
        if not can_be_done(step, team, hands=[], yeses=[])
    }
    if not wrong:
        return []
    return [
        Todo(
            waiting="me",
            title=_("Approval rules without people: %(steps)s") % {"steps": ", ".join(sorted(wrong)[:3])},
            ask=_("Give somebody the role, or change the rule"),
            url=f"{reverse('approvalrule_list')}?organisation={organisation.pk}",
            who=str(organisation),
            icon="exclamation-triangle",
        )
    ]


def _absences(organisation, person, *, administers: bool) -> list[Todo]:
    """Of people who release something: who carries such a role, or is named."""
    team = team_of(organisation.members_now, [])
    steps = [step for rule in organisation.rules_now for step in revived(ApprovalStep, rule["stages"])]
    acting = {str(role) for step in steps for role in step.roles} | {Role.APPROVER, Role.SIGNATORY}
    named = {each for step in steps for each in step.people}
    found = []
    for absence in revived(Absence, organisation.without_deputy):
        member = team.members.get(absence.person_id)
        if member is None or not (member.roles & acting or absence.person_id in named):
            continue
        if administers or absence.person_id == person.pk:
            found.append(
                Todo(
                    waiting="me",
                    title=_("%(person)s is absent, without a deputy") % {"person": member.name},
                    ask=_("Name a deputy, so that releases do not stand still"),
                    url=reverse("absence_edit", args=[absence.pk]),
                    due=absence.starts_on,
                    who=str(organisation),
                    icon="person-check",
                )
            )
    return found
