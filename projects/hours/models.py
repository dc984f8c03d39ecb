from datetime import timedelta
from decimal import Decimal

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base.address import address
from partnerships.base.records import Edited, Record
from partnerships.partnership import scope
from projects.contribution.models import Contribution, Delivery

DAYS = 7
OF_WHOM = ("contribution__giver", "contribution__receiver", "organisation")
NAMES = tuple(f"{who}__{name}" for who in OF_WHOM for name in ("name", "short_name"))
IN_LIST = ("week", "contribution__title", "delivery__confirmed_at", "by__name", "by__email", *NAMES)
FINAL = """
    IF EXISTS (
        SELECT 1 FROM projects_sheet s JOIN projects_delivery d ON d.id = s.delivery_id
        WHERE s.id = COALESCE(NEW.sheet_id, OLD.sheet_id) AND d.confirmed_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the hours of a confirmed sheet never change';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


class SheetQuerySet(models.QuerySet["Sheet"]):
    def visible_to(self, person):
        """Those of partnerships I work on, as with the contributions they belong to."""
        return self.filter(scope.worked_on(person, "contribution__partnership"))

    def for_list(self):
        """Only what a row shows."""
        names = ("contribution__giver", "contribution__receiver", "delivery", "organisation", "by")
        return self.select_related(*names).only(*IN_LIST)

    def for_page(self):
        names = ("contribution__giver", "contribution__receiver", "contribution__partnership", "contribution__project")
        return self.select_related(*names, "delivery__confirmed_by", "organisation", "by")


@pghistory.track()
class Sheet(Record, Edited):
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="sheets")
    week = models.DateField(_("week from Monday"))
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    delivery = models.OneToOneField(Delivery, on_delete=models.SET_NULL, null=True, editable=False, related_name="sheet")

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("weekly sheet")
        verbose_name_plural = _("weekly sheets")
        constraints = [
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="sheet_begins_on_monday"),
            models.UniqueConstraint(
                fields=["contribution", "week"],
                name="sheet_once_a_week",
                violation_error_message=_("There is a sheet for this week already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.contribution)

    def get_absolute_url(self) -> str:
        return address("sheet_detail", self.pk)

    @property
    def partnership(self):
        return self.contribution.partnership

    @property
    def days(self) -> list:
        return [self.week + timedelta(days=number) for number in range(DAYS)]


class SheetLine(Record):
    """Who worked how long on which day."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=40)
    hours = ArrayField(
        models.DecimalField(max_digits=4, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(24)]), size=DAYS
    )

    class Meta:
        ordering = ["position"]
        constraints = [models.CheckConstraint(condition=Q(hours__len=DAYS), name="sheetline_seven_days")]
        triggers = [
            pgtrigger.Trigger(
                name="confirmed_is_final",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=FINAL,
            )
        ]

    def __str__(self) -> str:
        return self.who

    @property
    def total(self) -> Decimal:
        return sum(self.hours, Decimal(0))
