from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "term.proposed": _("%(actor)s proposed the word “%(subject)s” for %(organisation)s: %(common)s"),
        "term.reworded": _("%(actor)s worded “%(subject)s” anew for %(organisation)s: %(common)s"),
        "term.agreed": _("Both sides have agreed what “%(subject)s” means: %(common)s"),
        "term.declined": _("%(actor)s declined the word “%(subject)s” for %(organisation)s: %(reason)s"),
        "term.withdrawn": _("%(actor)s withdrew the word “%(subject)s” for %(organisation)s."),
    }
)
