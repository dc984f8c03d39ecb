from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "goal.proposed": _("%(actor)s proposed the goal “%(subject)s” for %(organisation)s."),
        "goal.reworded": _("%(actor)s reworded the goal “%(subject)s” for %(organisation)s: edition %(edition)s."),
        "goal.agreed": _("%(actor)s agreed to edition %(edition)s of the goal “%(subject)s” for %(organisation)s."),
        "goal.valid": _("The goal “%(subject)s” is valid: both sides have agreed to the same wording."),
        "goal.replaced": _("The goal “%(subject)s” got a new wording that both sides agreed to."),
        "goal.dropped": _("%(actor)s dropped the proposed goal “%(subject)s” for %(organisation)s: %(reason)s"),
        "goal.asked_reached": _("%(actor)s asked for %(organisation)s to close the goal “%(subject)s” as reached."),
        "goal.asked_dropped": _("%(actor)s asked for %(organisation)s to give up the goal “%(subject)s”: %(reason)s"),
        "goal.agreed_to_close": _("%(actor)s agreed for %(organisation)s to close the goal “%(subject)s”."),
        "goal.kept": _("%(actor)s decided for %(organisation)s that the goal “%(subject)s” goes on: %(reason)s"),
        "goal.reached": _("The goal “%(subject)s” is reached: both sides have confirmed it."),
        "goal.given_up": _("The goal “%(subject)s” was given up by both sides."),
    }
)
