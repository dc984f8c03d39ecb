from django.conf import settings
from django.utils.translation import gettext as _

from partnerships.base.ical import Event
from partnerships.feed.registry import source, window
from partnerships.meeting.models import Meeting
from partnerships.meeting.rules import RELEASERS
from partnerships.organisation.standing import standing_of

UID = "meeting-{}@augenhoehe"  # for life, also when the portal moves to another address; invitations and feeds have the same


@source
def meetings(person) -> list[Event]:
    """The meetings one takes part in; cancelled ones as cancelled."""
    since, until = window()
    rows = (
        Meeting.objects.worked_on_by(person)
        .filter(participants__person=person, starts_at__range=(since, until))
        .order_by("starts_at", "pk")
    )
    return [event_of(meeting) for meeting in rows]


@source
def releases(person) -> list[Event]:
    """The last day for the release of minutes, as long as a house for which one releases has not said yes."""
    standing = standing_of(person)
    mine = [pk for pk in standing.ids if standing.has(pk, *RELEASERS)]
    since, until = (moment.date() for moment in window())
    rows = Meeting.objects.worked_on_by(person).filter(state=Meeting.State.RELEASE, release_until__range=(since, until))
    rows = rows.with_missing_ids().filter(missing_ids__overlap=mine).order_by("release_until", "pk")
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
        for meeting in rows
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
