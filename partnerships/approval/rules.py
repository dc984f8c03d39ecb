from django.utils.translation import gettext as _

from partnerships.approval.house import Desk
from partnerships.approval.ladder import Limits
from partnerships.approval.models import Absence, ApprovalRule, StepFields
from partnerships.approval.registry import taking_back
from partnerships.approval.release import Release
from partnerships.approval.seats import fits
from partnerships.approval.why import in_words
from partnerships.base.templatetags.portal import day
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.organisation.models import WRITERS, Membership, Organisation, role_names
from partnerships.organisation.rules import second_factor
from partnerships.organisation.standing import standing_of
from partnerships.partnership.rules import is_active


def may_administer(person, organisation: Organisation) -> Verdict:
    """Rules, bodies and dates are kept by the administration; every member may read them."""
    if standing_of(person).administers(organisation.pk):
        return YES
    return no(_("Only the administration of %(organisation)s can do this.") % {"organisation": organisation})


def is_in_force(rule: ApprovalRule) -> Verdict:
    if rule.ended_at is None:
        return YES
    return no(_("Meanwhile somebody else has changed or ended this rule. Please look at the rule that holds now: nothing was changed."))


def fits_the_ladder(limits: Limits, others: list[ApprovalRule]) -> Verdict:
    """Beside the other rules of its subject and kind it must always be clear which one applies."""
    for other in others:
        if limits == other.limits:
            return no(_("There is a rule with exactly these limits already: %(limits)s.") % {"limits": in_words(other.limits)})
        if limits.crosses(other.limits):
            return no(
                _(
                    "This rule overlaps with the rule “%(limits)s”: it allows more in one limit and less in another. "
                    "Then it would not be clear which of the two applies."
                )
                % {"limits": in_words(other.limits)}
            )
    return YES


def may_ask(person, organisation: Organisation) -> Verdict:
    if standing_of(person).writes_for(organisation.pk):
        return YES
    return no(_("Your role in %(organisation)s does not include this.") % {"organisation": organisation})


def is_running(release: Release) -> Verdict:
    if release.is_running:
        return YES
    return no(
        _("This release is over since %(day)s: %(state)s.") % {"day": day(release.ended_at), "state": release.get_state_display().lower()}
    )


def may_approve(person, desk: Desk) -> Verdict:
    """Whose turn it is, by role, by name or as a deputy; with no hand in it, and only once."""
    release = desk.release
    open_ = first_no(is_running(release), is_active(release.partnership) if release.partnership else YES)
    if not open_:
        return open_
    if person.pk not in desk.team.members:
        return no(_("Only members of %(organisation)s can release this.") % {"organisation": release.organisation})
    if person.pk in release.hands:
        return no(_("You asked for this or took part in it. Somebody else has to release it (four-eyes principle)."))
    if desk.said_yes(person):
        return no(_("You have already released this, or somebody did so as your deputy. Now others are needed."))
    if not desk.seat_for(person):
        return _why_not(person, desk)
    return second_factor(person, release.organisation)


def _why_not(person, desk: Desk) -> Verdict:
    member = desk.team.members[person.pk]
    step = next((step for step in desk.steps if step.began_at is None and fits(step, member)), None)
    if step and desk.open_steps:
        return no(_("First it is the turn of the step “%(step)s”.") % {"step": desk.open_steps[0].label})
    needed = ", ".join(who(step, desk.team) for step in desk.open_steps)
    return no(
        _("Your role in %(organisation)s does not include this. Needed: %(who)s.")
        % {"organisation": desk.release.organisation, "who": needed}
    )


def who(step: StepFields, team) -> str:
    """Who may say yes, in words: the people named, else the roles."""
    return ", ".join(team.names(step.people)) if step.people else role_names(step.roles) or _("every member")


def may_withdraw(person, desk: Desk) -> Verdict:
    """Whoever asked or has already said yes; once it is granted, only as long as the thing itself allows it."""
    release = desk.release
    if release.organisation_id not in standing_of(person).organisations:
        return no(_("Only members of %(organisation)s can do this.") % {"organisation": release.organisation})
    if person.pk not in (release.asked_by_id, *release.hands) and not desk.said_yes(person):
        return no(_("Only somebody who asked for the release or has said yes to it can withdraw it."))
    if release.state == Release.State.GRANTED:
        verdict = taking_back(release)
        return verdict(release, person) if verdict else no(_("What is released stays released."))
    return is_running(release)


def may_note(person, release: Release) -> Verdict:
    return may_ask(person, release.organisation)


def may_enter_absence(by, person, organisation: Organisation) -> Verdict:
    """Everybody for oneself, the administration for all."""
    if by.pk == person.pk and organisation.pk in standing_of(by).organisations:
        return YES
    return may_administer(by, organisation)


def may_change_absence(by, absence: Absence) -> Verdict:
    return may_enter_absence(by, absence.person, absence.organisation)


def is_current(absence: Absence, edition) -> Verdict:
    if str(edition) == str(absence.edition):
        return YES
    return no(_("Meanwhile somebody else has changed this. Please read it again: nothing was changed by you."))


def may_be_deputy(deputy, person, organisation: Organisation) -> Verdict:
    """A member who works for the organisation, and somebody else."""
    if deputy.pk == person.pk:
        return no(_("Nobody is their own deputy."))
    if Membership.objects.current().filter(organisation=organisation, person=deputy).with_role(*WRITERS).exists():
        return YES
    return no(_("%(person)s does not work for %(organisation)s today.") % {"person": deputy, "organisation": organisation})


def is_member(person, organisation: Organisation) -> Verdict:
    if Membership.objects.current().filter(organisation=organisation, person=person).exists():
        return YES
    return no(_("%(person)s does not belong to %(organisation)s today.") % {"person": person, "organisation": organisation})
