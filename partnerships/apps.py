from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _

from partnerships.base import instants, slices

SLICES = (
    "person",
    "organisation",
    "partnership",
    "journal",
    "consent",
    "once",
    "work",
    "notice",
    "todo",
    "feed",
    "access",
    "membership",
    "annex",
    "export",
    "approval",
    "agreement",
    "library",
    "paper",
    "tenure",
    "amendment",
    "deadline",
    "glossary",
    "meeting",
    "task",
    "topic",
    "passage",
    "register",
    "minutes",
    "protocol",
    "addendum",
    "series",
    "attendance",
)


class PartnershipsConfig(AppConfig):
    """WHO and HOW TOGETHER: the ground floor; it knows nobody above."""

    name = "partnerships"
    verbose_name = _("Partnerships")

    def ready(self) -> None:
        connection_created.connect(instants.read_by_parser)
        slices.load(self.name, SLICES)
