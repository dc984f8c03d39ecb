from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "meeting.point_noted": _("%(actor)s noted for %(organisation)s: %(text)s"),
        "meeting.point_removed": _("%(actor)s removed from the minutes for %(organisation)s: %(text)s"),
    }
)
