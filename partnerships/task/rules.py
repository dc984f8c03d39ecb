"""May I? Either side begins, finishes, postpones, drops, reopens; where a house wants to look first, it alone says that a task is done."""

from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.meeting.models import Meeting
from partnerships.meeting.rules import may_write, works_in
from partnerships.task.models import TO_DO, Task


def may_take_on(person, decision) -> Verdict:
    """For one's own house, because of a decision that both have released; nobody gives the other side work by themselves."""
    verdict = works_in(person, decision.partnership)
    if verdict and decision.meeting.state != Meeting.State.RELEASED:
        return no(_("The minutes are not released yet."))
    return verdict


def may_word(person, task) -> Verdict:
    """While the minutes are written."""
    if task.meeting is None:
        return no(_("This task was taken on because of a decision. It can be postponed or dropped."))
    return may_write(person, task.meeting)


def may_begin(person, task) -> Verdict:
    return first_no(works_in(person, task.partnership), _is(task, Task.State.OPEN))


def may_finish(person, task) -> Verdict:
    """Where a house wants to look first, it alone says so."""
    verdict = first_no(works_in(person, task.partnership), _is(task, *TO_DO, Task.State.REPORTED))
    if verdict and task.asked_by_id and not _asked(person, task):
        return no(_("%(organisation)s says when it is done. You can report it as done.") % {"organisation": task.asked_by})
    return verdict


def may_report(person, task) -> Verdict:
    verdict = first_no(works_in(person, task.partnership), _is(task, *TO_DO))
    if verdict and (not task.asked_by_id or _asked(person, task)):
        return no(_("Nobody else has to look at it first. You can say that it is done."))
    return verdict


def may_send_back(person, task) -> Verdict:
    verdict = first_no(works_in(person, task.partnership), _is(task, Task.State.REPORTED))
    if verdict and not _asked(person, task):
        return no(_("Only %(organisation)s can send it back: it asked for the task.") % {"organisation": task.asked_by})
    return verdict


def may_postpone(person, task) -> Verdict:
    return first_no(works_in(person, task.partnership), _is(task, *TO_DO))


def may_drop(person, task) -> Verdict:
    return first_no(works_in(person, task.partnership), _is(task, *TO_DO, Task.State.REPORTED))


def may_reopen(person, task) -> Verdict:
    return first_no(works_in(person, task.partnership), _is(task, Task.State.DONE, Task.State.DROPPED))


def _asked(person, task) -> bool:
    return task.partnership.party_of(person).organisation_id == task.asked_by_id


def _is(task, *states: str) -> Verdict:
    if task.state in states:
        return YES
    return {
        Task.State.OPEN: lambda: no(_("This task is open already.")),
        Task.State.DOING: lambda: no(_("This task is in progress already.")),
        Task.State.REPORTED: lambda: no(_("This task was reported as done already.")),
        Task.State.DONE: lambda: no(_("This task is done already.")),
        Task.State.DROPPED: lambda: no(_("This task was dropped: it is no longer needed.")),
    }[task.state]()
