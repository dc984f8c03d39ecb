"""Rhythms that wait for a yes, and those that have not been kept: told to both sides alike."""

from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.nested import revived
from partnerships.base.prepared import MINE, NOW, TODAY
from partnerships.partnership import scope
from partnerships.series.models import Series
from partnerships.series.watch import watched
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive, MySeat

State = Series.State
# whatever decides whether a date has passed without a meeting
RULE = ("kind", "first", "unit", "every", "by", "until", "count", "on_holiday", "region", "state", "state_since")
SERIES = ("id", "name", *RULE)


def _series(state: str):
    return Series.objects.filter(scope.worked_on(ANYBODY), IsActive("partnership"), state=state).annotate(seat=MySeat("partnership"))


def _about(row, me) -> tuple[Series, dict]:
    series = revived(Series, [{name: getattr(row, name) for name in SERIES}])[0]
    return series, {"title": str(series), "url": series.get_absolute_url(), "partnership": me.seat(row.partnership_id).title}


@source
@open_rows(
    rows=lambda: _series(State.PROPOSED).with_yeses_of(MINE),
    facts=("seat", "yes_here"),
    shown=(*SERIES, "yes_ids", "partnership_id"),
    order=("state_since",),
)
def proposals(row, me) -> Todo:
    series, common = _about(row, me)
    missing = me.missing(row.partnership_id, row.yes_ids)
    mine = any(me.standing.writes_for(each) for each in missing.mine)
    return Todo(
        waiting="me" if mine else "us" if missing.mine else "them",
        ask=_("Agree to the proposed rhythm, or make another proposal: %(rhythm)s") % {"rhythm": series.words},
        since=series.state_since,
        who="" if mine else ", ".join(missing.told),
        icon="arrow-repeat",
        **common,
    )


@source
@open_rows(
    rows=lambda: _series(State.RUNNING).with_meetings(TODAY, NOW),
    facts=("seat", *RULE, "met_at", "moved"),
    shown=(*SERIES, "met_at", "moved", "partnership_id"),
    order=("pk",),
)
def missed(row, me) -> Todo | None:
    series, common = _about(row, me)
    series.met_at, series.moved = moment(row.met_at), row.moved
    found = watched(series)
    if found is None:
        return None
    mine = any(me.standing.writes_for(each) for each, _side in me.seat(row.partnership_id).parties)
    rhythm = series.words[:1].upper() + series.words[1:]
    return Todo(
        waiting="me" if mine else "us",
        ask=_("%(rhythm)s is agreed. %(missed)s Plan a date or propose another rhythm.") % {"rhythm": rhythm, "missed": found.sentence},
        since=clock.at(found.due),
        who="" if mine else _("both sides"),
        icon="bell",
        **common,
    )
