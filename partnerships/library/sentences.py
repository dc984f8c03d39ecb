from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "template.copied": _("%(actor)s copied a working text for %(organisation)s: the template “%(subject)s”."),
        "template.edited": _("%(actor)s changed the template “%(subject)s”: edition %(edition)s."),
        "template.archived": _("%(actor)s archived the template “%(subject)s”."),
        "template.restored": _("%(actor)s took the template “%(subject)s” back from the archive."),
    }
)
