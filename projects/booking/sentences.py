"""How the journal tells of bookings."""

from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register

register(
    {
        "booking.asked": _("%(actor)s asked for %(organisation)s to book a room, “%(subject)s”: %(at)s."),
        "booking.confirmed": _("%(actor)s confirmed for %(organisation)s that the room is booked, “%(subject)s”: %(at)s."),
        "booking.declined": _("%(actor)s declined the booking “%(subject)s” (%(at)s) for %(organisation)s: %(text)s"),
        "booking.withdrawn": _("%(actor)s withdrew the booking “%(subject)s” (%(at)s) for %(organisation)s."),
        "booking.cancelled": _("%(actor)s cancelled the booking “%(subject)s” (%(at)s) for %(organisation)s: %(text)s"),
    },
    at=readers.moment,
)
