"""How the journal tells of pots; read by the own organisation only."""

from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register

register(
    {
        "pot.made": _("%(actor)s made the pot “%(subject)s”: %(amount)s."),
        "pot.edited": _("%(actor)s changed the pot “%(subject)s”."),
        "pot.closed": _("%(actor)s closed the pot “%(subject)s”."),
        "pot.reopened": _("%(actor)s opened the pot “%(subject)s” again."),
        "pot.reserved": _("%(actor)s reserved %(amount)s for “%(contribution)s” in the pot “%(subject)s”."),
        "pot.freed": _("%(amount)s for “%(contribution)s” are free again in the pot “%(subject)s” (%(actor)s). %(reason)s"),
        "pot.overbooking_asked": _("%(actor)s wants to overbook the pot “%(subject)s” by %(amount)s: %(reason)s"),
        "pot.overbooked": _("%(asked_by)s and %(actor)s have overbooked the pot “%(subject)s” by %(amount)s."),
        "pot.overbooking_declined": _("%(actor)s does not want the pot “%(subject)s” to be overbooked by %(amount)s."),
        "pot.overbooking_withdrawn": _("%(actor)s no longer wants to overbook the pot “%(subject)s” by %(amount)s."),
    },
    amount=readers.amount,
)
