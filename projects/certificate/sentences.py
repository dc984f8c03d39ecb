from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register

register(
    {
        "certificate.entered": _("%(actor)s entered a paper of %(organisation)s: %(subject)s, valid until %(until)s."),
        "certificate.ended": _("%(actor)s took out a paper of %(organisation)s (%(subject)s): %(reason)s"),
    },
    until=readers.day,
)
