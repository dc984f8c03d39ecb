"""The days an organisation gives itself for each step, and the day that follows from them."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.records import Edited, Record
from partnerships.organisation.models import Organisation

LEAST, MOST = 1, 365
STEPS = ("formal", "assess", "decide", "answer", "accept")
WITHIN = [MinValueValidator(LEAST), MaxValueValidator(MOST)]


class Due(models.Model):
    """A thing whose present step has a day."""

    due_on = models.DateField(_("due"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < clock.today()


@pghistory.track()
class Limits(Record, Edited):
    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="limits", verbose_name=_("organisation"))
    formal = models.PositiveSmallIntegerField(_("days to check whether everything is there"), default=7, validators=WITHIN)
    assess = models.PositiveSmallIntegerField(_("days to assess a request"), default=21, validators=WITHIN)
    decide = models.PositiveSmallIntegerField(_("days to decide on a request"), default=30, validators=WITHIN)
    answer = models.PositiveSmallIntegerField(_("days to answer a question"), default=14, validators=WITHIN)
    accept = models.PositiveSmallIntegerField(_("days to accept a part or conditions"), default=14, validators=WITHIN)

    class Meta:
        verbose_name = _("time limits")
        verbose_name_plural = _("time limits")
        constraints = [
            models.CheckConstraint(condition=Q(**{f"{step}__range": (LEAST, MOST) for step in STEPS}), name="limits_days"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return reverse("organisation_limits", args=[self.organisation_id])

    @classmethod
    def of(cls, organisation_id) -> "Limits":
        """What the organisation has set, or the default; one query."""
        return cls.objects.filter(organisation=organisation_id).first() or cls(organisation_id=organisation_id)
