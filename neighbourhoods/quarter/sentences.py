from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "quarter.added": _("%(actor)s brought in the quarter “%(subject)s” for %(organisation)s."),
        "quarter.edited": _("%(actor)s changed the description of the quarter “%(subject)s” for %(organisation)s."),
        "quarter.linked": _("%(actor)s added the quarter “%(subject)s” to the partnership for %(organisation)s."),
        "quarter.unlinked": _("%(actor)s took the quarter “%(subject)s” out of the partnership for %(organisation)s."),
        "quarter.figure_added": _("%(actor)s entered a key figure of “%(subject)s” for %(organisation)s: %(figure)s."),
        "quarter.figure_changed": _("%(actor)s corrected a key figure of “%(subject)s” for %(organisation)s: %(figure)s."),
        "quarter.figure_removed": _("%(actor)s removed a key figure of “%(subject)s” for %(organisation)s: %(figure)s."),
    }
)
