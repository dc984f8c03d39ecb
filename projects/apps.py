from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from partnerships.base import slices

SLICES = (
    *(
        "project",
        "goal",
        "contribution",
        "condition",
        "examination",
        "limit",
        "rate",
        "plan",
        "change",
        "booking",
        "basis",
        "draft",
        "receipt",
        "ledger",
        "hours",
        "pot",
        "certificate",
        "bank",
        "funding",
        "payment",
        "proof",
    ),
    *("report", "home", "demo", "bench"),
)


class ProjectsConfig(AppConfig):
    """WHAT: the top floor."""

    name = "projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        slices.load(self.name, SLICES)
