from datetime import date, timedelta

from django.utils.translation import gettext_lazy

from partnerships.base import clock
from partnerships.meeting.models import Meeting
from partnerships.meeting.rules import RELEASERS
from partnerships.meeting.silence import let_pass
from partnerships.notice import actions as notice
from partnerships.organisation.models import Membership, Role
from partnerships.passage.models import Warned
from partnerships.work.registry import daily

BEFORE = timedelta(days=3)
TO_READ = timedelta(days=2)  # between the letter and the silence that counts, also where the letter went out late

SOON = gettext_lazy("Please release the minutes: %(meeting)s")
OVER = gettext_lazy("Minutes not released yet: %(meeting)s")


@daily
def remind_of_release(day: date) -> None:
    """Who is missing is reminded before the deadline; when it has passed, all parties are told once who is."""
    waiting = Meeting.objects.filter(state=Meeting.State.RELEASE, release_until__lte=day + BEFORE)
    for meeting in waiting.select_related("partnership").with_missing().order_by("pk"):
        over = day > meeting.release_until
        houses = [party.organisation_id for party in meeting.partnership.binding_parties()] if over else [p["id"] for p in meeting.missing]
        roles = (Role.COORDINATOR,) if over else RELEASERS
        _write(meeting, houses, roles, over=over)
    _before_silence(day)


def _write(meeting: Meeting, houses, roles, *, over: bool) -> list:
    seats = Membership.objects.current().with_role(*roles).filter(organisation__in=houses).select_related("person")
    people = {seat.person: seat.organisation_id for seat in seats}
    notice.tell(
        people,
        key=f"release:{meeting.pk}:{meeting.edition}:{meeting.release_until}:{'over' if over else 'soon'}",
        subject=OVER if over else SOON,
        template="mail/release/over.txt" if over else "mail/release/soon.txt",
        context={"meeting": meeting, "missing": ", ".join(party["name"] for party in meeting.missing)},
    )
    return [organisation for person, organisation in people.items() if person.is_active]


def _before_silence(day: date) -> None:
    """Where silence counts, every house that is missing has been written to; a late letter puts off the day."""
    waiting = Meeting.objects.filter(state=Meeting.State.RELEASE, silence_counts=True, release_until__lte=day + BEFORE)
    for meeting in waiting.select_related("partnership").with_missing().order_by("pk"):
        known = set(Warned.objects.filter(meeting=meeting, edition=meeting.edition).values_list("organisation", flat=True))
        told = set(_write(meeting, [p["id"] for p in meeting.missing], RELEASERS, over=False)) - known
        Warned.objects.bulk_create(Warned(meeting=meeting, edition=meeting.edition, organisation_id=each) for each in told)


@daily
def count_silence(day: date) -> None:
    """After the deadline silence is a yes where both sides have agreed on that, for houses that were written to in time."""
    for meeting in Meeting.objects.filter(state=Meeting.State.RELEASE, silence_counts=True, release_until__lt=day).order_by("pk"):
        warned = Warned.objects.filter(meeting=meeting, edition=meeting.edition, at__lte=clock.now() - TO_READ)
        let_pass(meeting, houses=set(warned.values_list("organisation", flat=True)))
