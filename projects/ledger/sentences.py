from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register

register(
    {
        "rebooking.proposed": _(
            "%(actor)s proposed for %(organisation)s to correct what is confirmed of “%(subject)s” by %(change)s: %(text)s"
        ),
        "rebooking.agreed": _("%(actor)s agreed for %(organisation)s to correct what is confirmed of “%(subject)s” by %(change)s."),
        "rebooking.declined": _(
            "%(actor)s did not agree for %(organisation)s to correct what is confirmed of “%(subject)s” by %(change)s."
        ),
        "rebooking.withdrawn": _("%(actor)s took back for %(organisation)s the proposal to correct “%(subject)s” by %(change)s."),
    },
    change=readers.amount,
)
