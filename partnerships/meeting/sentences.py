from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register

_frame = readers.fields_of("partnerships.Meeting")

register(
    {
        "meeting.planned": _("%(actor)s planned the meeting “%(subject)s” on %(day)s for %(organisation)s."),
        "meeting.cancelled": _("%(actor)s cancelled the meeting “%(subject)s” on %(day)s for %(organisation)s: %(reason)s"),
        "meeting.topic_added": _("%(actor)s brought in the topic “%(topic)s” for %(organisation)s."),
        "meeting.topic_changed": _("%(actor)s changed the topic “%(before)s” for %(organisation)s; it is now “%(topic)s”."),
        "meeting.topic_removed": _("%(actor)s took back the topic “%(topic)s” for %(organisation)s."),
        "meeting.standing_added": _("%(actor)s put the usual points on the agenda of “%(subject)s” for %(organisation)s."),
        "meeting.minutes_begun": _("%(actor)s began the minutes of “%(subject)s” for %(organisation)s."),
        "meeting.put_back": _("%(actor)s took “%(subject)s” back to planning for %(organisation)s: nothing was written yet."),
        "meeting.decided": _("%(actor)s noted decision %(number)s for %(organisation)s."),
        "meeting.decision_changed": _("%(actor)s reworded decision %(number)s for %(organisation)s."),
        "meeting.decision_removed": _("%(actor)s removed decision %(number)s from the minutes for %(organisation)s."),
        "meeting.task_given": _("%(actor)s noted a task for %(organisation)s: %(what)s – %(who)s by %(until)s."),
        "meeting.task_changed": _("%(actor)s changed a task for %(organisation)s: %(what)s – %(who)s by %(until)s."),
        "meeting.task_removed": _("%(actor)s removed a task from the minutes for %(organisation)s: %(what)s."),
        "meeting.sent_for_release": _("%(actor)s sent the minutes of “%(subject)s” to both sides for release (edition %(edition)s)."),
        "meeting.agreed": _("%(actor)s released the minutes of “%(subject)s” for %(organisation)s (edition %(edition)s)."),
        "meeting.change_asked": _("%(actor)s asked for a change to the minutes of “%(subject)s” for %(organisation)s: %(wish)s"),
        "meeting.silent": _("%(organisation)s did not answer by %(until)s. Both sides have agreed that silence then counts as a yes."),
        "meeting.released": _("Both sides have released the minutes of “%(subject)s”."),
    },
    day=readers.moment,
    until=readers.day,
)
register({"meeting.changed": _("%(actor)s changed the meeting “%(subject)s” for %(organisation)s: %(what)s.")}, what=_frame)
