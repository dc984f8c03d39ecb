from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "organisation.founded": _("%(actor)s added %(subject)s to the portal."),
        "organisation.edited": _("%(actor)s changed the details of %(subject)s."),
        "organisation.invited": _("%(actor)s invited %(person)s to %(subject)s."),
        "organisation.invited_again": _("%(actor)s sent the invitation to %(person)s again."),
        "organisation.invitation_withdrawn": _("%(actor)s withdrew the invitation to %(person)s."),
        "organisation.joined": _("%(actor)s joined %(subject)s."),
        "organisation.member_changed": _("%(actor)s changed the roles of %(person)s in %(subject)s."),
        "organisation.member_left": _("%(actor)s ended the membership of %(person)s in %(subject)s."),
    }
)
