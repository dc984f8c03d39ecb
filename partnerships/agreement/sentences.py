from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "agreement.drafted": _("%(actor)s began the draft “%(subject)s”."),
        "agreement.edited": _("%(actor)s changed the draft “%(subject)s”."),
        "agreement.offered": _("%(actor)s offered the agreement “%(subject)s” for %(organisation)s."),
        "agreement.countered": _("%(actor)s made a counter-proposal to “%(subject)s” for %(organisation)s: edition %(edition)s."),
        "agreement.signed": _("%(actor)s signed edition %(edition)s of “%(subject)s” for %(organisation)s."),
        "agreement.in_force": _("The agreement “%(subject)s” came into force, edition %(edition)s."),
        "agreement.dropped": _("%(actor)s gave up the agreement “%(subject)s” for %(organisation)s. Reason: %(reason)s"),
        "agreement.ended": _("The agreement “%(subject)s” ended with its term on %(ends_on)s."),
    }
)
