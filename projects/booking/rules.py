from datetime import datetime

from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.templatetags.portal import day
from partnerships.base.valuation import Kind
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.partnership.rules import is_active
from projects.basis.models import Counted
from projects.booking.models import Booking
from projects.contribution import rules as contributions
from projects.contribution.models import Contribution

State = Booking.State


def may_book(person, contribution: Contribution) -> Verdict:
    """Whoever writes for the side that receives a granted room, until the last day of the grant."""
    if contribution.kind != Kind.ROOMS:
        return no(_("Only rooms are booked."))
    if contribution.state not in Contribution.PROMISED:
        return no(_("A room can be booked once it is granted."))
    if contribution.ends_on < clock.today():
        return no(_("The room was granted until %(day)s.") % {"day": day(contribution.ends_on)})
    return first_no(is_active(contribution.partnership), contributions.writes_for(person, contribution.receiver))


def is_sound(contribution: Contribution, starts_at: datetime, ends_at: datetime) -> Verdict:
    """Is it a time one may ask for?"""
    first, last = (moment.astimezone(clock.BERLIN).date() for moment in (starts_at, ends_at))
    if ends_at <= starts_at:
        return no(_("The end must be after the beginning."))
    if first != last:
        return no(_("A booking begins and ends on the same day. For a night please ask for two."))
    if starts_at <= clock.now():
        return no(_("This time is over already. A booking is asked for beforehand."))
    if not contribution.starts_on <= first <= contribution.ends_on:
        period = {"start": day(contribution.starts_on), "end": day(contribution.ends_on)}
        return no(_("The room is granted from %(start)s to %(end)s.") % period)
    return YES


def is_free(contribution: Contribution, room: str, starts_at: datetime, ends_at: datetime) -> Verdict:
    """Has nobody else this room at that time?"""
    taken = Booking.objects.in_the_way_of(contribution.giver_id, room, starts_at, ends_at).order_by("starts_at").first()
    if taken is None:
        return YES
    times = [clock_time(moment) for moment in (taken.starts_at, taken.ends_at)]
    return no(_("“%(room)s” is taken on this day from %(start)s to %(end)s.") % {"room": taken.room, "start": times[0], "end": times[1]})


def clock_time(moment: datetime) -> str:
    return f"{moment.astimezone(clock.BERLIN):%H:%M}"


def is_asked(booking: Booking) -> Verdict:
    if booking.state == State.ASKED:
        return YES
    words = {"state": booking.get_state_display(), "day": day(booking.state_since)}
    return no(_("This booking was answered on %(day)s: %(state)s.") % words)


def may_answer(person, booking: Booking) -> Verdict:
    """Whoever writes for the side that gives the room, but not the person who asked."""
    if not (open_ := is_asked(booking)):
        return open_
    role = first_no(is_active(booking.contribution.partnership), contributions.writes_for(person, booking.contribution.giver))
    if role and booking.asked_by_id == person.pk:
        return no(_("You asked for this yourself. Somebody else of %(giver)s has to answer.") % {"giver": booking.contribution.giver})
    return role


may_decline = may_answer


def may_confirm(person, booking: Booking) -> Verdict:
    if booking.state == State.ASKED and booking.is_over:
        return no(_("This time is over already."))
    return may_answer(person, booking)


def may_withdraw(person, booking: Booking) -> Verdict:
    return first_no(is_asked(booking), contributions.writes_for(person, booking.contribution.receiver))


def may_cancel(person, booking: Booking) -> Verdict:
    """Either of the two, beforehand; afterwards too, where the room was not used after all."""
    if booking.state != State.CONFIRMED:
        return no(_("Only what is booked can be cancelled."))
    if booking.is_over and Counted.objects.standing().filter(booking=booking).exists():
        return no(_("This booking is counted in give and take. First that is taken back, or corrected by both."))
    return contributions.may_write(person, booking.contribution)
