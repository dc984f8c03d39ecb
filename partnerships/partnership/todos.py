"""An invitation waits for my organisation or for one that we invited; a wish to end waits for the side that did not have it."""

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership, Party, Side
from partnerships.partnership.rules import LEADS
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import IfMine, key, moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive, MySeat


def _invited():
    rows = Party.objects.filter(state=Party.State.INVITED).exclude(partnership__state=Partnership.State.ENDED)
    rows = rows.annotate(house=IfMine("organisation"))
    return rows.filter(Q(house__isnull=False) | Q(scope.worked_on(ANYBODY)))


@source
@open_rows(
    rows=_invited,
    facts=("house",),
    shown=("house", "created_at", "organisation__short_name", "organisation__name", "partnership_id", "partnership__title"),
    order=("created_at",),
)
def invitations(row, me) -> Todo:
    house = key(row.house)
    if house:
        waiting = "me" if me.standing.has(house, *LEADS) else "us"
        ask = _("Accept the invitation or decline it")
    else:
        waiting, ask = "them", _("Answer the invitation")
    return Todo(
        waiting=waiting,
        title=row.partnership_title,
        ask=ask,
        url=address("partnership_detail", row.partnership_id),
        since=moment(row.created_at),
        who=row.organisation_short_name or row.organisation_name,
        partnership=row.partnership_title,
        icon="envelope",
    )


def _ending():
    rows = Partnership.objects.worked_on_by(ANYBODY).filter(IsActive("pk"), ending_asked_at__isnull=False)
    return _with_asking(rows).annotate(seat=MySeat("pk"))


def _with_asking(rows):
    """Adds the side that asked."""
    asking = Party.objects.filter(partnership=OuterRef("pk"), organisation=OuterRef("ending_asked_by"), state=Party.State.ACTIVE)
    return rows.annotate(asking=Subquery(asking.values("side")[:1]))


@source
@open_rows(
    rows=_ending,
    facts=("seat", "asking"),
    shown=("id", "ending_asked_at", "asking"),
    order=("ending_asked_at",),
)
def endings(row, me) -> Todo:
    seat = me.seat(row.id)
    answering = [organisation for organisation, side in seat.parties if side != row.asking]
    if not answering:
        waiting, who = "them", str(Side(row.asking).other.label)
    else:
        waiting, who = ("me" if any(me.standing.has(pk, *LEADS) for pk in answering) else "us"), ""
    return Todo(
        waiting=waiting,
        title=_("End of “%(title)s”") % {"title": seat.title},
        ask=_("Agree or say why the partnership should go on"),
        url=address("partnership_detail", row.id),
        since=moment(row.ending_asked_at),
        who=who,
        partnership=seat.title,
        icon="archive",
    )
