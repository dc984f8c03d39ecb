from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register

register(
    {
        "task.begun": _("%(actor)s began the task “%(subject)s” for %(organisation)s."),
        "task.reported": _("%(actor)s reported the task “%(subject)s” as done for %(organisation)s."),
        "task.sent_back": _("%(actor)s sent the task “%(subject)s” back for %(organisation)s: %(reason)s"),
        "task.handed_over": _("%(person)s has left; the task “%(subject)s” is a task of %(organisation)s now."),
        "task.finished": _("%(actor)s marked the task “%(subject)s” as done for %(organisation)s."),
        "task.dropped": _("%(actor)s dropped the task “%(subject)s” for %(organisation)s: %(reason)s"),
        "task.reopened": _("%(actor)s opened the task “%(subject)s” again for %(organisation)s."),
    }
)
register(
    {"task.taken_on": _("%(actor)s took on the task “%(subject)s” for %(organisation)s by %(until)s, because of decision %(number)s.")},
    until=readers.day,
)
register(
    {"task.postponed": _("%(actor)s postponed the task “%(subject)s” for %(organisation)s from %(before)s to %(until)s: %(reason)s")},
    before=readers.day,
    until=readers.day,
)
