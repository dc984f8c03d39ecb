"""What a meeting has of its minutes: who writes them, what was wished to be different, when both sides released them."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.markdown import as_html
from partnerships.base.recurrence import holiday
from partnerships.base.seen import fingerprint
from partnerships.consent.models import Binding
from partnerships.deadline.models import WORKING_DAYS

MOST_TEXT = 50_000


def in_working_days(day: date, count: int, regions: frozenset[str] = frozenset()) -> date:
    """The day that many working days later: Monday to Friday, no public holiday in any of these federal states."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5 and not any(holiday(day, region) for region in regions or {""})
    return day


class Minuted(Binding):
    minutes_by = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("minutes written by")
    )
    minute_taker = models.CharField(_("minute taker"), max_length=120, blank=True)
    remarks = models.TextField(_("What went well, what did not?"), max_length=4000, blank=True)
    change_wish = models.TextField(_("requested change"), max_length=4000, blank=True, editable=False)
    change_wished_by = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    release_until = models.DateField(_("to be released by"), null=True, blank=True, editable=False)  # said when it was sent
    silence_counts = models.BooleanField(default=False, editable=False)  # as both had agreed when it was sent
    released_at = models.DateTimeField(_("released on"), null=True, blank=True, editable=False)
    digest_released = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def release_due(self) -> date:
        """By when both sides should have answered."""
        return self.release_until or in_working_days(self.state_since.astimezone(clock.BERLIN).date(), WORKING_DAYS)

    def remarks_fingerprint(self) -> str:
        return fingerprint(self.remarks)

    @property
    def remarks_html(self) -> str:
        return as_html(self.remarks)
