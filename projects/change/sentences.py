"""How the journal tells of change requests; their lines stand with the contribution."""

from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "change.proposed": _("%(actor)s proposed a change of “%(subject)s” for %(organisation)s: %(text)s"),
        "change.agreed": _("%(actor)s agreed for %(organisation)s to the change of “%(subject)s”. It counts from today on."),
        "change.declined": _("%(actor)s declined the change of “%(subject)s” for %(organisation)s: %(text)s"),
        "change.withdrawn": _("%(actor)s withdrew the change of “%(subject)s” for %(organisation)s."),
    }
)
