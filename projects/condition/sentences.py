"""How the journal tells of conditions; their lines stand with the contribution."""

from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "condition.fulfilled": _("%(actor)s (%(organisation)s) fulfilled a condition of “%(subject)s”: %(condition)s. %(text)s"),
        "condition.accepted": _("%(actor)s (%(organisation)s) accepted a condition of “%(subject)s” as fulfilled: %(condition)s."),
        "condition.reopened": _("%(actor)s (%(organisation)s) opened a condition of “%(subject)s” again: %(condition)s. %(text)s"),
    }
)
