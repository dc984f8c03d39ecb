"""What of releases waits for whom, and what a house has to put right so that none of them gets stuck."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.approval.house import Desk, desk_of, team_of, with_desk
from partnerships.approval.models import Absence, ApprovalRule, ApprovalStep
from partnerships.approval.release import Release, ReleaseStep, StepYes
from partnerships.approval.seats import Team, can_be_done
from partnerships.base.address import address
from partnerships.base.nested import nested, revived
from partnerships.base.prepared import MINE, NOW, PERSON, TODAY
from partnerships.organisation.models import Membership, Organisation, Role
from partnerships.partnership import scope
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import IfMine, day, key, moment, open_rows
from partnerships.todo.seats import IsActive

# of steps and yeses, what decides who may act: rows alike in it wait for the same people
WANTED = ("name", "roles", "people", "mode", "needed")
SEATING, SEATED = ("order", *WANTED), ("step__order", "person_id", "for_person_id", "roles")
DESK = ("desk_steps", "desk_yeses", "desk_members", "desk_away")
ABOUT = ("id", "subject_label", "subject_type__model", "subject_id", "asked_at", "partnership_id")


def _running():
    """Those that go on: of no partnership, or of one that is active."""
    return Release.objects.running().filter(Q(partnership=None) | Q(IsActive("partnership"))).annotate(house=IfMine("organisation"))


def _ours():
    steps = ReleaseStep.objects.filter(release=OuterRef("pk"), began_at__isnull=False, done_at=None).order_by("order")
    yeses = StepYes.objects.filter(release=OuterRef("pk")).order_by("at")
    return _running().filter(house__isnull=False).annotate(seating=nested(steps, *SEATING), seated=nested(yeses, *SEATED))


def _carried(*roles: str):
    """Does the person carry one of these roles in the organisation of the row?"""
    return Membership.objects.current(TODAY, NOW).with_role(*roles).filter(person=PERSON)


def _desk(row) -> Desk:
    """The rules about who may act, on what the query brought."""
    (release,) = revived(Release, [{name: getattr(row, name) for name in ("id", "organisation_id", "hands", "state")}])
    for name in DESK:
        setattr(release, name, getattr(row, name))
    return desk_of(release)


def _about(row, me) -> dict:
    partnership = me.seat(row.partnership_id).title if row.partnership_id else ""
    return {"title": row.subject_label, "partnership": partnership}


@source
@open_rows(
    rows=_ours,
    facts=("house", "hands", "seating", "seated"),
    shown=(*ABOUT, "organisation_id", "hands", "state", *DESK),
    order=("asked_at",),
    lines=lambda: with_desk(Release.objects.all(), TODAY, NOW),
)
def releases(row, me) -> Todo:
    """A release of my house waits for me, or for somebody else in it."""
    desk = _desk(row)
    steps = desk.open_steps
    mine = desk.seat_for(me.person) is not None
    names = ", ".join(step.label for step in steps)
    return Todo(
        waiting="me" if mine else "us",
        ask=_("Release it or say why not") if mine else _("Release it: %(step)s") % {"step": names},
        url=address("release_detail", row.id),
        since=min((step.began_at for step in steps), default=moment(row.asked_at)),
        due=min((step.due_on for step in steps if step.due_on), default=None),
        who=names,
        icon="list-check",
        **_about(row, me),
    )


@releases.also
def nobody_left(row, me) -> Todo | None:
    """For the administration: a step for which the house has not people enough any more."""
    stuck = _desk(row).stuck_steps() if me.standing.administers(key(row.organisation_id)) else []
    if not stuck:
        return None
    names = ", ".join(step.label for step in stuck)
    return Todo(
        waiting="me",
        ask=_("Nobody is left for the step “%(step)s”: give somebody the role or enter a deputy") % {"step": names},
        url=address("release_detail", row.id),
        since=stuck[0].began_at,
        icon="exclamation-triangle",
        **_about(row, me),
    )


@source
@open_rows(
    rows=lambda: _running().filter(IsActive("partnership"), house=None),
    facts=("state",),
    shown=(*ABOUT, "expected_on", "organisation_id"),
    order=("expected_on", "asked_at"),
)
def of_partners(row, me) -> Todo:
    """A partner's release: told on the page of the thing, with the day it is expected."""
    return Todo(
        waiting="them",
        ask=_("Internal release; a decision is expected"),
        url=address(f"{row.subject_type_model}_detail", row.subject_id),
        since=moment(row.asked_at),
        due=day(row.expected_on),
        who=me.name_of(row.organisation_id),
        icon="list-check",
        **_about(row, me),
    )


def _steps_of(organisation: str):
    """The steps in the rules in force of the organisation of that column, those that want the same people once."""
    rules = ApprovalRule.objects.in_force().filter(organisation=OuterRef(OuterRef(organisation)))
    return nested(ApprovalStep.objects.filter(rule__in=rules.values("pk")).order_by().distinct(), *WANTED)


def _members_of(organisation: str):
    members = Membership.objects.current(TODAY, NOW).filter(organisation=OuterRef(organisation), person__is_active=True)
    return nested(members, "person_id", "person__name", "roles")


def _team(row) -> Team:
    return team_of(row.members_now, [])


def _steps(row) -> list[ApprovalStep]:
    return revived(ApprovalStep, row.steps_now)


def _administered():
    own = Organisation.objects.filter(scope.Among("pk", params=(MINE,))).exclude(kind=Organisation.Kind.OBSERVER)
    ruled = ApprovalRule.objects.in_force().filter(organisation=OuterRef("pk"))
    return own.filter(Exists(_carried(Role.ADMINISTRATOR).filter(organisation=OuterRef("pk"))), Exists(ruled))


@source
@open_rows(
    rows=_administered,
    facts=("id",),
    shown=("id", "name", "short_name", "steps_now", "members_now"),
    order=("name",),
    lines=lambda: Organisation.objects.annotate(steps_now=_steps_of("pk"), members_now=_members_of("pk")),
)
def rules_without_people(row, me) -> Todo | None:
    """For the administration: rules that nobody can fulfil. One for the whole house: the page of the rules shows which."""
    team = _team(row)
    wrong = {step.name for step in _steps(row) if not can_be_done(step, team, hands=[], yeses=[])}
    if not wrong:
        return None
    return Todo(
        waiting="me",
        title=_("Approval rules without people: %(steps)s") % {"steps": ", ".join(sorted(wrong)[:3])},
        ask=_("Give somebody the role, or change the rule"),
        url=f"{reverse('approvalrule_list')}?organisation={row.id}",
        who=row.short_name or row.name,
        icon="exclamation-triangle",
    )


def _without_deputy():
    """Of the person, and of everybody in the houses the person administers."""
    rows = Absence.objects.to_come(TODAY).filter(scope.Among("organisation", params=(MINE,)), deputy=None)
    return rows.filter(Q(person=PERSON) | Exists(_carried(Role.ADMINISTRATOR).filter(organisation=OuterRef("organisation"))))


@source
@open_rows(
    rows=_without_deputy,
    facts=("id",),
    shown=("id", "person_id", "starts_on", "organisation__short_name", "organisation__name", "steps_now", "members_now"),
    order=("starts_on",),
    lines=lambda: Absence.objects.annotate(steps_now=_steps_of("organisation"), members_now=_members_of("organisation")),
)
def absences_without_deputy(row, me) -> Todo | None:
    """Of people who release something: who carries such a role, or is named."""
    member = _team(row).members.get(key(row.person_id))
    steps = _steps(row)
    acting = {str(role) for step in steps for role in step.roles} | {Role.APPROVER, Role.SIGNATORY}
    if member is None or not (member.roles & acting or any(member.person in step.people for step in steps)):
        return None
    return Todo(
        waiting="me",
        title=_("%(person)s is absent, without a deputy") % {"person": member.name},
        ask=_("Name a deputy, so that releases do not stand still"),
        url=address("absence_edit", row.id),
        due=day(row.starts_on),
        who=row.organisation_short_name or row.organisation_name,
        icon="person-check",
    )
