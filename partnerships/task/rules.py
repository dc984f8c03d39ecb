"""May I? Either side finishes, drops and opens a task again."""

from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.meeting.rules import works_in
from partnerships.task.models import Task


def may_finish(person, task) -> Verdict:
    return first_no(works_in(person, task.partnership), _is(task, Task.State.OPEN))


def may_drop(person, task) -> Verdict:
    return may_finish(person, task)


def may_reopen(person, task) -> Verdict:
    return first_no(works_in(person, task.partnership), _is(task, Task.State.DONE, Task.State.DROPPED))


def _is(task, *states: str) -> Verdict:
    if task.state in states:
        return YES
    if task.state == Task.State.OPEN:
        return no(_("This task is open already."))
    if task.state == Task.State.DONE:
        return no(_("This task is done already."))
    return no(_("This task was dropped: it is no longer needed."))
