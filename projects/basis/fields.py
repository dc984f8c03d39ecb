"""The columns of a contribution that say what its room is valued by."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    WHOLE = "whole", _("The whole room, by months")
    BOOKINGS = "bookings", _("The hours that were really booked")


class Valued(models.Model):
    room_basis = models.CharField(_("the room is valued by"), max_length=10, choices=Basis, default=Basis.WHOLE, editable=False)
    open_hours = models.DecimalField(
        _("hours a month for which the room is open"), max_digits=5, decimal_places=2, null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def by_bookings(self) -> bool:
        return self.room_basis == Basis.BOOKINGS


ONE_OF_BOTH = models.CheckConstraint(
    condition=Q(room_basis="whole", open_hours=None) | Q(room_basis="bookings", kind="rooms", open_hours__gt=0),
    name="contribution_room_basis",
)
