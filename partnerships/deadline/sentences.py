from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register

register(
    {
        "deadline.proposed": _(
            "%(actor)s proposed for %(organisation)s: %(days)s working days for the release of minutes. Silence counts: %(silence)s."
        ),
        "deadline.reworded": _(
            "%(actor)s now proposes for %(organisation)s: %(days)s working days for the release of minutes. Silence counts: %(silence)s."
        ),
        "deadline.agreed": _("%(actor)s agreed to the deadline for the release of minutes for %(organisation)s."),
        "deadline.in_force": _("Both sides have agreed: %(days)s working days for the release of minutes. Silence counts: %(silence)s."),
        "deadline.declined": _("%(actor)s declined the deadline for the release of minutes for %(organisation)s: %(reason)s"),
        "deadline.withdrawn": _("%(actor)s withdrew the proposal about the release of minutes for %(organisation)s."),
        "deadline.ended": _(
            "%(actor)s ended the agreement about the release of minutes for %(organisation)s: %(reason)s Ten working days hold again, and"
            " silence is no yes."
        ),
    },
    silence=readers.yes_or_no,
)
