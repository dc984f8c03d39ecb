"""How the journal tells of examinations; their lines stand with the contribution."""

from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "contribution.checked": _("%(actor)s checked “%(subject)s” for %(organisation)s: everything is there."),
        "contribution.assessed": _("%(actor)s assessed “%(subject)s” for %(organisation)s. Now it is decided."),
    }
)
