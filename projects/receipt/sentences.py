"""How the journal tells of receipts, inside the house."""

from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register

register(
    {
        "receipt.entered": _("%(actor)s entered the receipt “%(subject)s” of %(on)s for %(organisation)s: %(amount)s."),
        "receipt.edited": _("%(actor)s changed the receipt “%(subject)s” for %(organisation)s."),
        "receipt.struck": _("%(actor)s struck the receipt “%(subject)s” for %(organisation)s: %(text)s"),
    },
    amount=readers.amount,
    on=readers.day,
)
