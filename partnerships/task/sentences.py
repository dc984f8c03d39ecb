from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "task.finished": _("%(actor)s marked the task “%(subject)s” as done for %(organisation)s."),
        "task.dropped": _("%(actor)s dropped the task “%(subject)s” for %(organisation)s: %(reason)s"),
        "task.reopened": _("%(actor)s opened the task “%(subject)s” again for %(organisation)s."),
    }
)
