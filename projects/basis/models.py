from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.base.records import Record
from projects.booking.models import Booking
from projects.contribution.booking import Nature
from projects.contribution.models import Delivery


class CountedQuerySet(models.QuerySet["Counted"]):
    def standing(self):
        """Without those whose delivery both sides have taken back or replaced since."""
        return self.exclude(delivery__corrected_by__nature=Nature.COUNTER)


class Counted(Record):
    """This booking is part of that delivery, and of no other one."""

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="counted")
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="counted")

    objects = CountedQuerySet.as_manager()

    class Meta:
        verbose_name = _("counted booking")
        verbose_name_plural = _("counted bookings")

    def __str__(self) -> str:
        return str(self.booking)
