"""Running projects that end within 90 days or should have ended, and those on which a side has named nobody responsible."""

from django.db.models import BooleanField, Case, ExpressionWrapper, F, Q, When
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.lines import Line
from partnerships.base.prepared import NOW, TODAY
from partnerships.partnership.models import Side
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import day, moment, open_rows
from partnerships.todo.seats import ANYBODY, PARTNERSHIPS, IsActive, MySeat, MySide
from projects.project.models import Project
from projects.project.rules import DECIDERS

AHEAD_DAYS = 90
SHOWN = ("id", "title", "state_since", "ends_on", "partnership_id")


def _running():
    return (
        Project.objects.worked_on_by(ANYBODY)
        .filter(IsActive("partnership"), state=Project.State.RUNNING)
        .annotate(seat=MySeat("partnership"))
    )


class StillHere(Line):
    """Is the person of the first column, if there is one, today a member of any organisation of the partnership of the second?"""

    conditional = True
    output_field = BooleanField()  # type: ignore[assignment]
    sql = (
        'COALESCE(({0}, {1}) IN (SELECT membership."person_id", party."partnership_id" FROM "partnerships_membership" membership'
        ' INNER JOIN "partnerships_party" party ON party."organisation_id" = membership."organisation_id"'
        ' INNER JOIN "partnerships_person" person ON person."id" = membership."person_id" WHERE person."is_active"'
        ' AND party."partnership_id" = ANY(%s::uuid[]) AND membership."starts_on" <= %s'
        ' AND (membership."ends_on" IS NULL OR membership."ends_on" >= %s)'
        ' AND (membership."ended_at" IS NULL OR membership."ended_at" > %s)), FALSE)'
    )

    def __init__(self, *columns, params=(PARTNERSHIPS, TODAY, TODAY, NOW), **extra):
        super().__init__(*columns, params=params, **extra)


def _without(*, ours: bool):
    """Those without a responsible person on our side, or on the other one."""
    ours_is = {Side.SOCIAL: "responsible_social", Side.HOUSING: "responsible_housing"}
    social, housing = (Side.SOCIAL, Side.HOUSING) if ours else (Side.HOUSING, Side.SOCIAL)
    named = Case(When(my_side=Side.SOCIAL, then=F(ours_is[social])), default=F(ours_is[housing]))
    return _running().annotate(my_side=MySide("partnership")).annotate(named=named).exclude(StillHere("named", "partnership"))


def _with_an_end():
    rows = _running().filter(ends_on__lte=TODAY.after(days=AHEAD_DAYS))
    return rows.annotate(is_over=ExpressionWrapper(Q(ends_on__lt=TODAY), output_field=BooleanField()))


def _mine(row, me) -> str:
    return "me" if me.standing.has(me.seat(row.partnership_id).organisation, *DECIDERS) else "us"


def _about(row, me, page: str = "project_detail") -> dict:
    return {"title": row.title, "partnership": me.seat(row.partnership_id).title, "icon": "kanban", "url": address(page, row.id)}


@source
@open_rows(rows=lambda: _without(ours=True), facts=("seat",), shown=SHOWN, order=("state_since",))
def nobody_of_ours(row, me) -> Todo:
    ask = _("Name the person who is responsible on our side.")
    return Todo(waiting=_mine(row, me), ask=ask, since=moment(row.state_since), **_about(row, me, "project_edit"))


@source
@open_rows(rows=lambda: _without(ours=False), facts=("seat",), shown=SHOWN, order=("state_since",))
def nobody_of_theirs(row, me) -> Todo:
    ask = _("The other side has not yet named who is responsible.")
    who = str(Side(me.seat(row.partnership_id).side).other.label)
    return Todo(waiting="them", ask=ask, since=moment(row.state_since), who=who, **_about(row, me))


@source
@open_rows(rows=_with_an_end, facts=("seat", "is_over"), shown=SHOWN, order=("ends_on",))
def ends(row, me) -> Todo:
    if day(row.ends_on) < clock.today():
        ask = _("The term is over: end the project or set a later day.")
        return Todo(waiting=_mine(row, me), ask=ask, due=day(row.ends_on), **_about(row, me))
    return Todo(waiting="coming", ask=_("The project ends."), due=day(row.ends_on), **_about(row, me))
