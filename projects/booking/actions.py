"""The verbs of a booking. Each holds the row of the contribution, as its other verbs do, and a confirmation that of the giver: two of
one room never wait for each other in a circle. A room's time is held by the database."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.organisation.models import Organisation
from projects.booking import rules
from projects.booking.models import Booking
from projects.contribution.actions import locked
from projects.contribution.models import Contribution
from projects.contribution.rules import parties_first_mine

State = Booking.State


@transaction.atomic
def ask(
    contribution: Contribution, *, room: str, starts_at: datetime, ends_at: datetime, purpose: str, persons: int | None = None, by
) -> Booking:
    """The receiver of a granted room asks for a time. Journal: booking.asked."""
    contribution, room = locked(contribution), " ".join(room.split())
    require(rules.may_book(by, contribution))
    require(rules.is_sound(contribution, starts_at, ends_at))
    require(rules.is_free(contribution, room, starts_at, ends_at))
    booking = Booking.objects.create(
        contribution=contribution,
        partnership=contribution.partnership,
        giver=contribution.giver,
        room=room,
        starts_at=starts_at,
        ends_at=ends_at,
        purpose=purpose,
        persons=persons,
        asked_by=by,
    )
    record("booking.asked", booking, by=by, organisation=contribution.receiver, at=starts_at)
    return booking


def _locked(booking: Booking) -> Booking:
    """The contribution first, then the booking: always in this order."""
    contribution = locked(booking.contribution)
    booking = Booking.objects.select_for_update(of=("self",)).for_page().get(pk=booking.pk)
    booking.contribution = contribution
    return booking


def _move(booking: Booking, state: str, **fields) -> None:
    booking.move_to(state)
    booking.edition += 1
    for name, value in fields.items():
        setattr(booking, name, value)
    booking.save(update_fields=["state", "state_since", "edition", *fields])


@transaction.atomic
def confirm(booking: Booking, *, edition, by) -> Booking:
    """The giver says yes: from now on nobody else gets the room at that time. Journal: booking.confirmed."""
    booking = _locked(booking)
    require(booking.is_current(edition))
    require(rules.may_confirm(by, booking))
    Organisation.objects.select_for_update(no_key=True).get(pk=booking.giver_id)  # who confirms another grant's booking waits here
    require(rules.is_free(booking.contribution, booking.room, booking.starts_at, booking.ends_at))
    try:
        with transaction.atomic():
            _move(booking, State.CONFIRMED, answered_by=by)
    except IntegrityError as error:
        raise Refused(_("At this time the room is taken already.")) from error
    record("booking.confirmed", booking, by=by, organisation=booking.contribution.giver, at=booking.starts_at)
    return booking


@transaction.atomic
def decline(booking: Booking, *, edition, reason: str, by) -> Booking:
    """The giver says no, and why. Journal: booking.declined."""
    booking = _locked(booking)
    require(booking.is_current(edition))
    require(rules.may_decline(by, booking))
    _move(booking, State.DECLINED, answered_by=by, reason=_worded(reason))
    record("booking.declined", booking, by=by, organisation=booking.contribution.giver, at=booking.starts_at, text=booking.reason)
    return booking


@transaction.atomic
def withdraw(booking: Booking, *, edition, by) -> Booking:
    """The side that asked needs it no longer. Journal: booking.withdrawn."""
    booking = _locked(booking)
    require(booking.is_current(edition))
    require(rules.may_withdraw(by, booking))
    _move(booking, State.WITHDRAWN)
    record("booking.withdrawn", booking, by=by, organisation=booking.contribution.receiver, at=booking.starts_at)
    return booking


@transaction.atomic
def cancel(booking: Booking, *, edition, reason: str, by) -> Booking:
    """Either side cancels what was booked, and says why: the room is free again. Journal: booking.cancelled."""
    booking = _locked(booking)
    require(booking.is_current(edition))
    require(rules.may_cancel(by, booking))
    organisation = parties_first_mine(by, booking.contribution)[0]
    _move(booking, State.CANCELLED, cancelled_by=by, reason=_worded(reason))
    record("booking.cancelled", booking, by=by, organisation=organisation, at=booking.starts_at, text=booking.reason)
    return booking


def _worded(reason: str) -> str:
    if not reason.strip():
        raise Refused(_("Please say why."))
    return reason.strip()
