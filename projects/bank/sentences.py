from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "bankaccount.entered": _("%(actor)s entered the bank account %(subject)s for %(organisation)s. Before: %(before)s."),
        "bankaccount.ended": _("%(actor)s ended the bank account %(subject)s of %(organisation)s."),
    }
)
