from django.conf import settings
from django.db.models import BooleanField
from django.utils.translation import gettext as _

from partnerships.base.ical import Event
from partnerships.base.lines import Line
from partnerships.base.prepared import PERSON, Param, PreparedRows
from partnerships.feed.registry import FIRST, LAST, SINCE, UNTIL, source
from partnerships.meeting.models import Meeting
from partnerships.meeting.rules import RELEASERS
from partnerships.organisation.standing import ANYONE, standing_of, values_of

UID = "meeting-{}@augenhoehe"  # for life, also when the portal moves to another address; invitations and feeds have the same

TOLD = ("title", "place", "online_url", "starts_at", "ends_at", "changed_at", "sequence", "state")


def _mine():
    rows = Meeting.objects.worked_on_by(ANYONE).filter(participants__person=PERSON, starts_at__range=(SINCE, UNTIL))
    return rows.only(*TOLD).order_by("starts_at", "pk")


def _to_release():
    rows = Meeting.objects.worked_on_by(ANYONE).filter(state=Meeting.State.RELEASE, release_until__range=(FIRST, LAST)).with_missing_ids()
    return rows.filter(Overlap("missing_ids", params=(Param("releases", "uuid[]"),))).order_by("release_until", "pk")


class Overlap(Line):
    """One of these stands in the array."""

    conditional = True
    output_field = BooleanField()  # type: ignore[assignment]
    sql = "{0} && %s::uuid[]"


_MINE, _TO_RELEASE = PreparedRows(_mine), PreparedRows(_to_release)


@source
def meetings(person) -> list[Event]:
    """The meetings one takes part in; cancelled ones as cancelled."""
    return [event_of(meeting) for meeting in _MINE.rows(values_of(person))]


@source
def releases(person) -> list[Event]:
    """The last day for the release of minutes, as long as a house for which one releases has not said yes."""
    standing = standing_of(person)
    mine = [pk for pk in standing.ids if standing.has(pk, *RELEASERS)]
    url = settings.BASE_URL.rstrip("/")
    return [
        Event(
            uid=f"release-{meeting.pk}@augenhoehe",
            summary=_("Release the minutes: %(meeting)s") % {"meeting": meeting},
            stamp=meeting.changed_at,
            day=meeting.release_until,
            description=url + meeting.get_absolute_url(),
            url=url + meeting.get_absolute_url(),
            sequence=meeting.edition,
        )
        for meeting in _TO_RELEASE.rows(values_of(person, releases=mine))
    ]


def event_of(meeting: Meeting, *, link: str = "") -> Event:
    """The meeting as a calendar keeps it: what, when, where, a link; nothing that was said."""
    link = link or settings.BASE_URL.rstrip("/") + meeting.get_absolute_url()
    lines = [meeting.online_url, link] if meeting.online_url else [link]
    return Event(
        uid=UID.format(meeting.pk),
        summary=meeting.title,
        stamp=meeting.changed_at,
        begins=meeting.starts_at,
        ends=meeting.ends_at,
        location=meeting.place or meeting.online_url,
        description="\n".join(lines),
        url=link,
        sequence=meeting.sequence,
        cancelled=meeting.state == Meeting.State.CANCELLED,
    )
