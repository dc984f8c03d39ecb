"""From a plan to the letters about it. Run twice, each letter is written once."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from partnerships.attendance.models import Invite, Told
from partnerships.base import clock, ical
from partnerships.meeting.feeds import event_of
from partnerships.meeting.models import Meeting
from partnerships.notice import actions as notice
from partnerships.organisation.models import Membership

AHEAD = timedelta(days=28)
QUIET = timedelta(minutes=1)
MOST_AT_ONCE = 50

State = Meeting.State


def due() -> list:
    """Ids of meetings whose invited do not know yet what is planned."""
    now = clock.now()
    known = Told.objects.filter(meeting=OuterRef("pk"), sequence=OuterRef("sequence"))
    invited = Told.objects.filter(meeting=OuterRef("pk"))
    soon = Q(series=None) | Q(starts_at__lt=now + AHEAD) | Exists(invited)
    rows = Meeting.objects.filter(~Exists(known), changed_at__lte=now - QUIET, ends_at__gt=now)
    rows = rows.filter(Q(soon, state=State.PLANNED) | Q(Exists(invited), state=State.CANCELLED))
    return list(rows.order_by("starts_at").values_list("pk", flat=True)[:MOST_AT_ONCE])


@dataclass(frozen=True)
class Wanted:
    name: str
    email: str
    person: object = None
    language: str = settings.LANGUAGE_CODE


@transaction.atomic
def tell(meeting_id) -> int:
    """Write to everybody who does not know this state of the plan; returns how many letters."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("partnership", "organisation")
    meeting = rows.get(pk=meeting_id)
    wanted = {} if meeting.state == State.CANCELLED else {each.email: each for each in _wanted(meeting)}
    invites = {invite.email: invite for invite in meeting.invites.all()}
    for email, who in wanted.items():
        if email not in invites:
            invites[email] = Invite(meeting=meeting, name=who.name, email=email, person=who.person, language=who.language)
    written = 0
    for email, invite in invites.items():
        invite.meeting = meeting
        written += _invite(invite) if email in wanted else _uninvite(invite)
    Told.objects.update_or_create(meeting=meeting, defaults={"sequence": meeting.sequence, "at": clock.now()})
    return written


def _wanted(meeting: Meeting) -> list[Wanted]:
    """Participants with an address; of members only those who still belong to one of the parties."""
    rows = list(meeting.participants.select_related("person"))
    parties = [party.organisation_id for party in meeting.partnership.binding_parties()]
    people = [row.person_id for row in rows if row.person_id]
    current = Membership.objects.current().filter(person__in=people, organisation__in=parties, person__is_active=True)
    members = set(current.values_list("person", flat=True))
    found = []
    for row in rows:
        if row.person_id in members:
            found.append(Wanted(row.person.name, row.person.email.lower(), row.person, row.person.language or settings.LANGUAGE_CODE))
        elif row.person_id is None and row.email:
            found.append(Wanted(row.name, row.email))
    return found


def _invite(invite: Invite) -> int:
    """REQUEST, unless this state was told already. Answers count for the time they were given for."""
    meeting = invite.meeting
    if invite.told >= meeting.sequence and invite.withdrawn_at is None:
        return 0
    first = invite.told < 0 or invite.withdrawn_at is not None
    if (invite.begins_told, invite.ends_told) != (meeting.starts_at, meeting.ends_at):
        if invite.begins_told:
            invite.answer, invite.answered_at = "", None
        invite.begins_told, invite.ends_told = meeting.starts_at, meeting.ends_at
    invite.told, invite.withdrawn_at = meeting.sequence, None
    invite.save()
    with translation.override(invite.language):
        title = _("Invitation: %(meeting)s, %(when)s") if first else _("Changed: %(meeting)s, %(when)s")
        _write(invite, ical.REQUEST, title, "mail/attendance/invited.txt", first=first)
    return 1


def _uninvite(invite: Invite) -> int:
    """CANCEL, to whoever was told of the meeting."""
    if invite.withdrawn_at is not None:
        return 0
    invite.told = invite.meeting.sequence
    if invite.meeting.state != State.CANCELLED:  # of a cancelled meeting the link still says that it is
        invite.withdrawn_at = clock.now()
    invite.save()
    with translation.override(invite.language):
        _write(invite, ical.CANCEL, _("Cancelled: %(meeting)s, %(when)s"), "mail/attendance/cancelled.txt")
    return 1


def _write(invite: Invite, method: str, title: str, template: str, **context) -> None:
    meeting = invite.meeting
    link = settings.BASE_URL.rstrip("/") + reverse("answer", args=[invite.token])
    begins = meeting.starts_at.astimezone(clock.BERLIN)
    context |= {"meeting": meeting, "invite": invite, "person": invite.name, "link": link, "organisation": meeting.organisation}
    notice.write(
        to=invite.email,
        key=f"invite:{invite.pk}:{method}:{meeting.sequence}",
        subject=title % {"meeting": meeting, "when": f"{begins:%d.%m.%Y %H:%M}"},
        body=notice.render(template, context),
        person=invite.person,
        secret=True,
        calendar=ical.letter(method, event_of(meeting, link=link), organiser=organiser(meeting), attendee=_attendee(invite)),
        method=method,
    )


def _attendee(invite: Invite) -> ical.Who:
    return ical.Who(invite.name, invite.email, invite.answer)


def organiser(meeting: Meeting) -> ical.Who:
    """The portal, for the organisation that arranged the meeting: nobody's own address goes to guests."""
    _name, _at, address = settings.DEFAULT_FROM_EMAIL.rpartition("<")
    return ical.Who(f"Augenhöhe – {meeting.organisation.name}", address.strip("<> "))
