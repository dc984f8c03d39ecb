from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "project.brought_in": _("%(actor)s brought in the project “%(subject)s” for %(organisation)s."),
        "project.changed": _("%(actor)s changed the project “%(subject)s” for %(organisation)s."),
        "project.named": _("%(actor)s decided for %(organisation)s who is responsible for “%(subject)s” on its side."),
        "project.started": _("%(actor)s started the project “%(subject)s” for %(organisation)s."),
        "project.ended": _("%(actor)s ended the project “%(subject)s” for %(organisation)s."),
        "project.dropped": _("%(actor)s gave up the project “%(subject)s” for %(organisation)s: %(reason)s"),
        "project.resumed": _("%(actor)s resumed the project “%(subject)s” for %(organisation)s."),
    }
)
