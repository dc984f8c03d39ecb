"""How the journal tells of time limits; read by the own organisation only."""

from django.utils.translation import gettext_lazy as _

from partnerships.journal.sentences import register

register({"limits.changed": _("%(actor)s changed how long the steps of a request may take at %(organisation)s.")})
