from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "partnership.founded": _("%(actor)s founded the partnership “%(subject)s” for %(organisation)s."),
        "partnership.invited": _("%(actor)s invited %(invited)s to “%(subject)s” for %(organisation)s."),
        "partnership.accepted": _("%(actor)s accepted the invitation to “%(subject)s” for %(organisation)s."),
        "partnership.declined": _("%(actor)s declined the invitation to “%(subject)s” for %(organisation)s."),
        "partnership.invitation_withdrawn": _("%(actor)s withdrew the invitation of %(invited)s for %(organisation)s."),
        "partnership.left": _("%(organisation)s left “%(subject)s” (%(actor)s)."),
        "partnership.started": _("“%(subject)s” is active: both sides take part."),
        "partnership.dropped": _("“%(subject)s” did not come about."),
        "partnership.edited": _("%(actor)s changed the description of “%(subject)s” for %(organisation)s."),
        "partnership.ending_asked": _("%(actor)s asked for %(organisation)s to end “%(subject)s”: %(reason)s"),
        "partnership.ending_withdrawn": _("%(actor)s took the request to end “%(subject)s” back for %(organisation)s."),
        "partnership.ending_declined": _("%(actor)s did not agree for %(organisation)s to end “%(subject)s”: %(answer)s"),
        "partnership.ended": _("“%(subject)s” has ended; both sides agreed."),
    }
)
