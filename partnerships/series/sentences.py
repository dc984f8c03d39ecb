from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register

register(
    {
        "series.proposed": _("%(actor)s proposed the series “%(subject)s” for %(organisation)s, from %(first)s on."),
        "series.reworded": _("%(actor)s changed the proposed series “%(subject)s” for %(organisation)s, from %(first)s on."),
        "series.agreed": _("%(actor)s agreed to the rhythm of “%(subject)s” for %(organisation)s."),
        "series.running": _("Both sides agreed on the series “%(subject)s”: %(meetings)s meetings are planned."),
        "series.declined": _("%(actor)s declined the series “%(subject)s” for %(organisation)s: %(reason)s"),
        "series.withdrawn": _("%(actor)s withdrew the proposed series “%(subject)s” for %(organisation)s."),
        "series.ended": _("%(actor)s ended the series “%(subject)s” for %(organisation)s from %(day)s on: %(reason)s"),
        "series.went_on": _("The portal planned %(meetings)s more meetings of “%(subject)s”, up to %(day)s."),
        "series.carried": _("The portal brought onto the agenda what “%(meeting)s” had left undecided: %(topics)s"),
    },
    first=readers.day,
    day=readers.day,
)
