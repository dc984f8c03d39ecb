"""How the journal tells of plans; their lines stand with the contribution."""

from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register

register(
    {
        "plan.written": _("%(actor)s wrote the cost and financing plan of “%(subject)s” for %(organisation)s: %(amount)s."),
    },
    amount=readers.amount,
)
