from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "decision.lifted": _("%(actor)s lifted the reservation of decision %(subject)s for %(organisation)s: %(note)s"),
        "decision.linked": _("%(actor)s noted for %(organisation)s what decision %(subject)s has changed: %(thing)s."),
        "decision.led_to": _("%(actor)s noted for %(organisation)s: this comes of decision %(number)s."),
        "decision.unlinked": _("%(actor)s noted for %(organisation)s that decision %(subject)s has not changed this: %(thing)s."),
    }
)
