"""What kind of row a delivery is: something that came, or one that sets right what is confirmed. A confirmed row never changes.

came      the usual: noted by one side, confirmed by the receiver
counter   takes back a confirmed row, which it names: the same day, the opposite amount. There is one at most for each row
instead   how it really was; names the row in whose place it stands
returned  money or goods given back: less, on the day it happened

Counter-rows, rows in place of others and what was given back come from a correction that both sides agreed on (projects/ledger), and are
confirmed from the beginning.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Nature(models.TextChoices):
    CAME = "came", _("Came")
    COUNTER = "counter", _("Takes back another row")
    INSTEAD = "instead", _("Corrected")
    RETURNED = "returned", _("Given back")


class Booking(models.Model):
    nature = models.CharField(max_length=10, choices=Nature, default=Nature.CAME, editable=False)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="corrected_by")
    # that this row was valued with, where it was counted in months or hours; a later rate changes nothing
    rate = models.DecimalField(_("rate in €"), max_digits=10, decimal_places=2, null=True, blank=True, editable=False)

    class Meta:
        abstract = True


CONFIRMED = Q(confirmed_at__isnull=False)
CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(nature="came", amount__gt=0, corrects=None)
        | Q(CONFIRMED, nature="counter", corrects__isnull=False)
        | Q(CONFIRMED, nature="instead", amount__gt=0, corrects__isnull=False)
        | Q(CONFIRMED, nature="returned", amount__lt=0, corrects=None),
        name="delivery_nature",
    ),
    models.UniqueConstraint(fields=["corrects", "nature"], condition=Q(corrects__isnull=False), name="delivery_corrected_once"),
]
TRIGGERS = [
    pgtrigger.Protect(
        name="confirmed_is_final",
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__confirmed_at__isnull=False),
    ),
    pgtrigger.Trigger(
        name="counter_is_the_opposite",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__corrects__isnull=False),
        func="""
            IF NOT EXISTS (
                SELECT 1 FROM projects_delivery row
                WHERE row.id = NEW.corrects_id AND row.contribution_id = NEW.contribution_id AND row.confirmed_at IS NOT NULL
                AND row.nature <> 'counter'
                AND (NEW.nature <> 'counter' OR (row.amount = -NEW.amount AND row."on" = NEW."on"))
            ) THEN
                RAISE EXCEPTION 'a correction names a confirmed row of the same contribution; a counter-row is its opposite, on its day';
            END IF;
            RETURN NEW;
        """,
    ),
]
