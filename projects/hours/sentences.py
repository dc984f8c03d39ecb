from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register

register(
    {"sheet.written": _("%(actor)s wrote for %(organisation)s the weekly sheet from %(week)s for “%(subject)s”: %(hours)s hours.")},
    week=readers.day,
)
