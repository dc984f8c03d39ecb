"""The verbs of a project: bring in, edit, start, end, drop, resume."""

from copy import copy

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.journal.changes import changes as changed
from projects.project import rules
from projects.project.models import Project

KEYS = ("title", "field_of_action", "description", "starts_on", "ends_on")
FOREIGN = ("partnership", "responsible_social", "responsible_housing", "created_by", "organisation", "quarters")


@transaction.atomic
def bring_in(
    *, partnership, by, title, field_of_action, description="", quarters=(), starts_on=None, ends_on=None, responsible=None
) -> Project:
    """A new idea. `responsible` is the person of the own side. Journal: project.brought_in."""
    require(rules.may_bring_in(by, partnership))
    party = partnership.party_of(by)
    require(rules.may_be_responsible(responsible, partnership, party.side))
    project = Project(
        partnership=partnership,
        title=title,
        field_of_action=field_of_action,
        description=description,
        starts_on=starts_on,
        ends_on=ends_on,
        created_by=by,
        organisation=party.organisation,
    )
    setattr(project, f"responsible_{party.side}", responsible)
    _check(project)
    project.save(force_insert=True)
    project.quarters.set(_own_quarters(partnership, quarters))
    record("project.brought_in", project, by=by, organisation=party.organisation)
    return project


@transaction.atomic
def edit(project, *, edition, by, **changes) -> Project:
    """Change what is given: title, field_of_action, description, starts_on, ends_on, quarters, responsible (of the own side).

    Raises the edition by a conditional UPDATE: whoever saw an older one is refused. Journal: project.changed with the values
    old and new, project.named for the responsible person (ids only); nothing at all when nothing differs.
    """
    old = Project.objects.select_related("partnership").get(pk=project.pk)
    require(rules.may_edit(by, old))
    party = old.partnership.party_of(by)
    new = _with_changes(old, changes, side=party.side)
    named = f"responsible_{party.side}_id"
    words, people = (changed(old, {key: getattr(new, key) for key in keys}) for keys in (KEYS, [named]))
    quarters = _quarters_change(old, changes.get("quarters"))
    if old.edition == edition and not (words or people or quarters):
        return old
    columns = {key: value for key, (_old, value) in (words | people).items()}
    if not Project.objects.filter(pk=old.pk, edition=edition).update(edition=F("edition") + 1, **columns):
        raise Refused(_("Somebody has changed this project meanwhile. Please compare: nothing was changed yet, and your entries are kept."))
    new.edition = old.edition + 1
    if quarters:
        new.quarters.set(changes["quarters"])
        words["quarters"] = quarters
    if words:
        record("project.changed", new, by=by, organisation=party.organisation, changes=words)
    if people:
        record("project.named", new, by=by, organisation=party.organisation, ids=people[named])
    return new


@transaction.atomic
def start(project, *, by) -> Project:
    """The idea becomes a running project; its first day is today at the latest. Observers may read of it."""
    require(rules.may_start(by, project))
    today = clock.today()
    begun = project.starts_on if project.starts_on and project.starts_on <= today else today
    return _move(project, "start", "project.started", by=by, released=True, starts_on=begun)


@transaction.atomic
def end(project, *, by, note="") -> Project:
    """The project is over; its last day is today at the latest. Observers may read of it, not of the note."""
    require(rules.may_end(by, project))
    return _move(project, "end", "project.ended", by=by, released=True, ends_on=_last_day(project), note=note)


@transaction.atomic
def drop(project, *, by, reason) -> Project:
    """The idea is given up, with its reason."""
    require(rules.may_drop(by, project))
    if not reason.strip():
        raise ValidationError({"note": _("Please give a reason.")})
    return _move(project, "drop", "project.dropped", by=by, reason=reason)


@transaction.atomic
def resume(project, *, by) -> Project:
    """An ended or dropped project runs again; a last day that has passed is taken away."""
    require(rules.may_resume(by, project))
    today = clock.today()
    return _move(
        project,
        "resume",
        "project.resumed",
        by=by,
        released=True,
        starts_on=project.starts_on or today,
        ends_on=project.ends_on if project.ends_on and project.ends_on > today else None,
    )


@transaction.atomic
def end_with_partnership(partnership, *, by) -> None:
    """What runs ends and what was an idea is given up, since both sides have ended the partnership: no rule is asked any more."""
    why = _("The partnership has ended.")
    open_ones = Project.objects.filter(partnership=partnership, state__in=[Project.State.IDEA, Project.State.RUNNING])
    for project in open_ones.select_for_update().order_by("pk"):
        project.partnership = partnership
        if project.state == Project.State.RUNNING:
            _move(project, "end", "project.ended", by=by, released=True, ends_on=_last_day(project), note=why)
        else:
            _move(project, "drop", "project.dropped", by=by, reason=why)


def _last_day(project):
    """Today at the latest; where the term has not begun it stays as it was."""
    today = clock.today()
    begun = not project.starts_on or project.starts_on <= today
    return today if begun and not (project.ends_on and project.ends_on <= today) else project.ends_on


def _move(project, verb, told_as, *, by, released=False, note="", reason="", **columns) -> Project:
    """Decide by a conditional UPDATE: of two who take the step at once the second is refused."""
    line = Project.move_named(verb)
    moved = Project.objects.filter(pk=project.pk, state__in=line.sources, edition=project.edition).update(
        state=line.target, state_since=clock.now(), edition=F("edition") + 1, **columns
    )
    if not moved:
        raise Refused(_("Somebody has changed this project meanwhile. Please look at it again: nothing was changed."))
    fresh = Project.objects.select_related("partnership").get(pk=project.pk)
    words = {key: text.strip() for key, text in (("note", note), ("reason", reason)) if text.strip()}
    party = project.partnership.party_of(by)
    record(told_as, fresh, by=by, organisation=party.organisation, released=released, changes=changed(project, columns), **words)
    return fresh


def _with_changes(old, changes: dict, *, side: str) -> Project:
    """A copy with the changes put in and checked; nothing is written."""
    new = copy(old)
    for key, value in changes.items():
        if key == "responsible":
            require(rules.may_be_responsible(value, old.partnership, side))
            setattr(new, f"responsible_{side}", value)
        elif key in KEYS:
            setattr(new, key, value)
        elif key != "quarters":
            raise TypeError(f"a project has no {key} to edit")
    _check(new)
    return new


def _quarters_change(project, wanted) -> list | None:
    """The quarters' names before and after, or None when they stay."""
    if wanted is None:
        return None
    before, after = (
        sorted(str(quarter) for quarter in each) for each in (project.quarters.all(), _own_quarters(project.partnership, wanted))
    )
    return [before, after] if before != after else None


def _check(project) -> None:
    """The fields' and the database's own conditions, as sentences."""
    project.clean_fields(exclude=FOREIGN)
    project.validate_constraints(exclude=FOREIGN)


def _own_quarters(partnership, quarters) -> list:
    own = list(partnership.quarters.filter(pk__in=[quarter.pk for quarter in quarters])) if quarters else []
    if len(own) != len(set(quarters)):
        raise ValidationError({"quarters": _("Please choose quarters of this partnership.")})
    return own
