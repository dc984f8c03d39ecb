"""Tasks are given while the minutes are written, and finished, dropped or opened again at any time."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.seen import fingerprint, unchanged
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.meeting.actions import locked, note, party_for
from partnerships.meeting.models import Item, Meeting
from partnerships.meeting.rules import may_write
from partnerships.organisation.models import Organisation
from partnerships.person.models import Person
from partnerships.task import rules
from partnerships.task.models import Task


@transaction.atomic
def give(
    meeting,
    *,
    what: str,
    organisation: Organisation,
    until: date,
    by,
    person: Person | None = None,
    item: Item | None = None,
    looks: bool = False,
) -> Task:
    """Note who does what by when: a person, or an organisation, of either side. `looks`: who notes it wants to say when it is done."""
    meeting = locked(meeting)
    require(may_write(by, meeting))
    task = Task(partnership=meeting.partnership, meeting=meeting, item=item, created_at=clock.now())
    task.asked_by = party_for(meeting.partnership, by) if looks else None
    _word(task, what=what, organisation=organisation, person=person, until=until)
    task.save()
    note(meeting, "meeting.task_given", by, what=what, who=task.who, until=until)
    return task


@transaction.atomic
def take_on(decision, *, what: str, until: date, by, person: Person | None = None) -> Task:
    """Because of a decision either side takes on a task for its own house, after the minutes; they stay as they are."""
    require(rules.may_take_on(by, decision))
    task = Task(partnership=decision.partnership, decision=decision, organisation=party_for(decision.partnership, by))
    task.what, task.person, task.until, task.created_at = what, person, until, clock.now()
    task.save(force_insert=True)
    record("task.taken_on", task, by=by, organisation=task.organisation, number=decision.number, until=until)
    return task


@transaction.atomic
def edit(
    task, *, what: str, organisation: Organisation, until: date, seen: str, by, person: Person | None = None, looks: bool | None = None
) -> Task:
    """Word a task anew while the minutes are written."""
    require(rules.may_word(by, task))
    meeting = locked(task.meeting)
    require(may_write(by, meeting))
    task = meeting.tasks.select_related("organisation", "person").get(pk=task.pk)
    if looks is not None and looks != bool(task.asked_by_id):
        require(unchanged(task, seen))
        task.asked_by = party_for(meeting.partnership, by) if looks else None
        task.save(update_fields=["asked_by"])
        seen = task.fingerprint()
    asked = [str(task.asked_by_id)] if task.asked_by_id else []
    if task.fingerprint() != fingerprint(what, str(organisation.pk), str(person.pk if person else ""), until, *asked):
        require(unchanged(task, seen))
        before = task.what
        _word(task, what=what, organisation=organisation, person=person, until=until)
        task.save(update_fields=["what", "organisation", "person", "until"])
        note(meeting, "meeting.task_changed", by, what=what, who=task.who, until=until, before=before)
    return task


def _word(task, *, what: str, organisation: Organisation, person: Person | None, until: date) -> None:
    if organisation.pk not in {party.organisation_id for party in task.meeting.partnership.binding_parties()}:
        raise Refused(_("A task is for one of the parties."))
    if until < task.meeting.starts_at.astimezone(clock.BERLIN).date():
        raise Refused(_("A task cannot be due before the meeting."))
    task.what, task.organisation, task.person, task.until = what, organisation, person, until


@transaction.atomic
def remove(task, *, by) -> Meeting:
    """Strike a task while the minutes are written."""
    require(rules.may_word(by, task))
    meeting = locked(task.meeting)
    require(may_write(by, meeting))
    note(meeting, "meeting.task_removed", by, what=task.what)
    task.delete()
    return meeting


def _locked(task) -> Task:
    return Task.objects.select_for_update(of=("self",)).select_related("partnership", "organisation", "person", "asked_by").get(pk=task.pk)


def _say(verb: str, task, by, **data) -> None:
    record(verb, task, by=by, organisation=party_for(task.partnership, by), who=task.who, **data)


@transaction.atomic
def begin(task, *, by) -> Task:
    """Either side says that somebody is at it."""
    task = _locked(task)
    require(rules.may_begin(by, task))
    task.move("begin")
    _say("task.begun", task, by)
    return task


@transaction.atomic
def finish(task, *, by) -> Task:
    """Either side says that a task is done."""
    task = _locked(task)
    require(rules.may_finish(by, task))
    task.move("finish", done_at=clock.now(), done_by=by)
    record("task.finished", task, by=by, organisation=party_for(task.partnership, by), who=task.who)
    return task


@transaction.atomic
def report(task, *, by) -> Task:
    """It is ready for the house that wants to look first."""
    task = _locked(task)
    require(rules.may_report(by, task))
    task.move("report")
    _say("task.reported", task, by)
    return task


@transaction.atomic
def send_back(task, *, reason: str, by) -> Task:
    """The house that asked for it says what is still missing."""
    task = _locked(task)
    require(rules.may_send_back(by, task))
    task.move("send_back")
    _say("task.sent_back", task, by, reason=reason)
    return task


@transaction.atomic
def postpone(task, *, until: date, reason: str, by) -> Task:
    """Either side names a later day and says why; the day of the minutes stays beside it."""
    task = _locked(task)
    require(rules.may_postpone(by, task))
    if until <= task.until:
        raise Refused(_("The new day must be after the day agreed so far."))
    before, task.first_until = task.until, task.first_until or task.until
    task.until, task.postponed_because = until, reason
    task.save(update_fields=["until", "first_until", "postponed_because"])
    _say("task.postponed", task, by, reason=reason, until=until, before=before)
    return task


@transaction.atomic
def drop(task, *, reason: str, by) -> Task:
    """Either side says why a task is no longer needed."""
    task = _locked(task)
    require(rules.may_drop(by, task))
    task.move("drop", reason=reason)
    record("task.dropped", task, by=by, organisation=party_for(task.partnership, by), reason=reason, who=task.who)
    return task


@transaction.atomic
def reopen(task, *, by) -> Task:
    """Either side opens a task again."""
    task = _locked(task)
    require(rules.may_reopen(by, task))
    task.move("reopen", done_at=None, done_by=None, reason="")
    record("task.reopened", task, by=by, organisation=party_for(task.partnership, by), who=task.who)
    return task
