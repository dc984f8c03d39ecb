from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "organisation.member_shut_out": _("%(actor)s deactivated the account of %(person)s."),
        "organisation.member_let_in": _("%(actor)s activated the account of %(person)s again."),
    }
)
