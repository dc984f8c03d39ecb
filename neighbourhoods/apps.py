from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from partnerships.base import slices

SLICES = ("quarter",)


class NeighbourhoodsConfig(AppConfig):
    """WHERE: the first floor."""

    name = "neighbourhoods"
    verbose_name = _("Neighbourhoods")

    def ready(self) -> None:
        slices.load(self.name, SLICES)
