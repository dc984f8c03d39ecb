"""My open tasks, those of my organisation that nobody has taken or that are late, and the partners' late ones."""

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.prepared import PERSON, TODAY
from partnerships.organisation.models import Role
from partnerships.partnership import scope
from partnerships.task.models import TO_DO, Task
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import AmI, IfMine, day, key, moment, open_rows
from partnerships.todo.seats import ANYBODY


def _open():
    rows = _with_facts(Task.objects.filter(scope.worked_on(ANYBODY)))
    waits = Q(person=PERSON) | Q(house__isnull=False, person=None) | Q(until__lt=TODAY)
    return rows.filter(Q(waits, state__in=TO_DO) | Q(state=Task.State.REPORTED, asker__isnull=False))


def _with_facts(rows):
    nobodys = ExpressionWrapper(Q(person=None), output_field=BooleanField())
    return rows.annotate(house=IfMine("organisation"), asker=IfMine("asked_by"), is_mine=AmI("person"), is_nobodys=nobodys)


@source
@open_rows(
    rows=_open,
    facts=("house", "asker", "state", "is_mine", "is_nobodys"),
    shown=(
        *("id", "what", "until", "created_at", "house", "asker", "state", "is_mine", "is_nobodys", "partnership_id"),
        *("person__name", "person__email", "organisation_id"),
    ),
    order=("until",),
)
def tasks(row, me) -> Todo:
    until, house = day(row.until), key(row.house)
    if row.state == Task.State.REPORTED:
        return _reported(row, me, key(row.asker), until)
    mine = row.is_mine or (row.is_nobodys and house is not None and me.standing.has(house, Role.COORDINATOR))
    days = max(0, (clock.today() - until).days)
    ask = _("Task, overdue for %(days)s days") % {"days": days} if days > 1 else _("Task, due yesterday") if days else _("Task")
    organisation = me.name_of(row.organisation_id)
    return Todo(
        "me" if mine else "us" if house else "them",
        row.what,
        ask,
        address("task_detail", row.id),
        due=until,
        since=None if mine else moment(row.created_at),
        who="" if mine else organisation if row.is_nobodys else f"{row.person_name or row.person_email} ({organisation})",
        partnership=me.seat(row.partnership_id).title,
        icon="list-check",
    )


def _reported(row, me, asker, until) -> Todo:
    mine = me.standing.writes_for(asker)
    return Todo(
        "me" if mine else "us",
        row.what,
        _("Reported as done: please say whether it is"),
        address("task_detail", row.id),
        due=until,
        who="" if mine else str(me.standing.organisations[asker]),
        partnership=me.seat(row.partnership_id).title,
        icon="list-check",
    )
