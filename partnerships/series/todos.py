from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.organisation.standing import standing_of
from partnerships.partnership.mine import with_my_parties
from partnerships.partnership.models import Partnership
from partnerships.series.models import Series
from partnerships.series.watch import watched
from partnerships.todo.registry import Todo, source

State = Series.State


@source
def series(person) -> list[Todo]:
    """Rhythms that wait for a yes, and those that have not been kept: told to both sides alike."""
    rows = Series.objects.visible_to(person).filter(
        Q(state=State.PROPOSED) | Q(state=State.RUNNING), partnership__state=Partnership.State.ACTIVE
    )
    rows = with_my_parties(rows.select_related("partnership").with_yeses().with_meetings(), person).order_by("state_since", "pk")
    return [todo for each in rows if (todo := _proposal(each, person) if each.state == State.PROPOSED else _watch(each, person))]


def _proposal(each: Series, person) -> Todo:
    standing = standing_of(person)
    missing = [pk for pk in each.my_parties if pk not in each.yes_ids]
    mine = any(standing.writes_for(pk) for pk in missing)
    return Todo(
        "me" if mine else "us" if missing else "them",
        str(each),
        _("Agree to the proposed rhythm, or make another proposal: %(rhythm)s") % {"rhythm": each.words},
        each.get_absolute_url(),
        since=each.state_since,
        who=", ".join(str(standing.organisations[pk]) for pk in missing) if missing and not mine else "" if mine else _("the other side"),
        partnership=str(each.partnership),
        icon="arrow-repeat",
    )


def _watch(each: Series, person) -> Todo | None:
    missed = watched(each)
    if missed is None:
        return None
    return Todo(
        "me" if any(standing_of(person).writes_for(pk) for pk in each.my_parties) else "us",
        str(each),
        _("%(rhythm)s is agreed. %(missed)s Plan a date or propose another rhythm.")
        % {"rhythm": each.words[:1].upper() + each.words[1:], "missed": missed.sentence},
        each.get_absolute_url(),
        since=clock.at(missed.due),
        who="" if any(standing_of(person).writes_for(pk) for pk in each.my_parties) else _("both sides"),
        partnership=str(each.partnership),
        icon="bell",
    )
