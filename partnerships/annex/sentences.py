from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "annex.added": _("%(actor)s added the file “%(file)s” (%(kind)s) to “%(subject)s” for %(organisation)s."),
        "annex.removed": _("%(actor)s removed the file “%(file)s” (%(kind)s) from “%(subject)s” for %(organisation)s."),
        "annex.given": _("%(organisation)s enclosed “%(file)s” (%(kind)s) with edition %(edition)s of “%(subject)s”."),
        "annex.left_out": _("%(organisation)s left “%(file)s” (%(kind)s) out of edition %(edition)s of “%(subject)s”."),
        "annex.infected": _("A virus was found in the file “%(file)s” of %(organisation)s (%(finding)s). The file was deleted."),
    }
)
