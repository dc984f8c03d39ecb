"""How the journal tells of rates; read by the own organisation only."""

from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register(
    {
        "rate.entered": _("%(actor)s entered a rate: %(rate)s."),
        "rate.changed": _("%(actor)s changed a rate: %(rate)s. What is valued already stays as it is."),
    }
)
