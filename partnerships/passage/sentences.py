from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "meeting.wish_settled": _("%(actor)s called a requested change settled for %(organisation)s: %(wish)s"),
        "meeting.view_put": _("%(actor)s put the view of %(organisation)s beside the passage “%(passage)s”: %(view)s"),
    }
)
