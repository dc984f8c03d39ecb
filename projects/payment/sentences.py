from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register

register(
    {
        "paymentfile.made": _("%(actor)s wrote the payment order %(subject)s for %(organisation)s: %(amount)s (payments: %(count)s)."),
        "paymentfile.made_again": _(
            "%(actor)s wrote the payment order %(subject)s for %(organisation)s: %(amount)s (payments: %(count)s). Reason: %(reason)s"
        ),
    },
    amount=readers.amount,
)
