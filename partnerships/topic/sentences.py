from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "topic.stored": _("%(actor)s put the topic “%(topic)s” into the store for %(organisation)s."),
        "topic.dropped": _("%(actor)s dropped the topic “%(topic)s” from the store for %(organisation)s."),
        "topic.put_aside": _("%(actor)s put the topic “%(topic)s” of “%(meeting)s” into the store for %(organisation)s."),
    }
)
