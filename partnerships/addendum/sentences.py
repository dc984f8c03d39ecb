from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "addendum.proposed": _("%(actor)s proposed “%(subject)s” for %(organisation)s: %(reason)s"),
        "addendum.reworded": _("%(actor)s reworded “%(subject)s” for %(organisation)s (edition %(edition)s). Both sides are asked anew."),
        "addendum.confirmed": _("%(actor)s confirmed “%(subject)s” for %(organisation)s (edition %(edition)s)."),
        "addendum.agreed": _("Both sides have agreed on “%(subject)s”. The minutes themselves stay as they are."),
        "addendum.declined": _("%(actor)s declined “%(subject)s” for %(organisation)s: %(reason)s"),
        "addendum.withdrawn": _("%(actor)s withdrew “%(subject)s” for %(organisation)s."),
        "meeting.addendum": _("Both sides have agreed on addendum no. %(number)s to “%(subject)s”."),
    }
)
