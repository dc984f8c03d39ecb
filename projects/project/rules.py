"""May I? Who brings in, edits and moves a project; either side alike."""

from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.organisation.rules import may_decide_for
from partnerships.organisation.standing import standing_of
from partnerships.partnership.rules import LEADS, is_active
from projects.project.models import Project, people_of

# who may take a step for an organisation, beyond writing a draft
DECIDERS = LEADS


def may_work_in(person, partnership, *roles: str) -> Verdict:
    """May this person act in the partnership for a party of its own? `roles`: those it takes; none: any that writes."""
    party = partnership.party_of(person)
    if party is None:
        return no(_("Only the parties of this partnership can do this."))
    if not (active := is_active(partnership)):
        return active
    if roles:
        return may_decide_for(person, party.organisation, *roles)
    if not standing_of(person).writes_for(party.organisation_id):
        return no(_("Your role in %(organisation)s does not include this.") % {"organisation": party.organisation})
    return YES


def may_bring_in(person, partnership) -> Verdict:
    return may_work_in(person, partnership)


def may_edit(person, project) -> Verdict:
    if project.state not in (Project.State.IDEA, Project.State.RUNNING):
        return no(_("Only an idea or a running project can be edited. Please resume it first."))
    return may_work_in(person, project.partnership)


def may_be_responsible(candidate, partnership, side) -> Verdict:
    if candidate and not people_of(partnership, side).filter(pk=candidate.pk).exists():
        return no(_("Please name a person who belongs to your own side."))
    return YES


def may_move(person, project, verb: str) -> Verdict:
    """May this person take this step of the project's life?"""
    if project.state not in Project.move_named(verb).sources:
        return no(_SENTENCES[verb]())
    return may_work_in(person, project.partnership, *DECIDERS)


def may_start(person, project) -> Verdict:
    return may_move(person, project, "start")


def may_end(person, project) -> Verdict:
    return first_no(may_move(person, project, "end"), _has_begun(project))


def may_drop(person, project) -> Verdict:
    return may_move(person, project, "drop")


def may_resume(person, project) -> Verdict:
    return may_move(person, project, "resume")


def _has_begun(project) -> Verdict:
    if project.starts_on and project.starts_on > clock.today():
        return no(_("The term has not begun yet. Please correct the first day before you end the project."))
    return YES


_SENTENCES = {
    "start": lambda: _("Only an idea can be started."),
    "end": lambda: _("Only a running project can be ended."),
    "drop": lambda: _("Only an idea can be given up; a running project is ended."),
    "resume": lambda: _("Only an ended project or one that was given up can be resumed."),
}
