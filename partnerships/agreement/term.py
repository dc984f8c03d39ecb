"""The term of an agreement: when notice must be given, when it takes effect, when the term renews by itself. No tables, only days.

A period of months ends on the day with the same number, or on the last day of a month that is too short (as § 188 BGB counts): three
months after 30 November end on 28 or 29 February. A term that ends with its month is renewed to the end of a month. Saturdays, Sundays
and holidays do not move a notice period. An agreement can end at the days its notice clause names, and at every end of its term.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

DAY = timedelta(days=1)


class NoticeTo(models.TextChoices):
    """The days to which notice can be given."""

    MONTH = "end_of_month", _("the end of a month")
    QUARTER = "quarter", _("the end of a quarter")
    YEAR = "year", _("the end of a year")
    TERM = "term", _("the end of the term")


class NoticeForm(models.TextChoices):
    TEXT = "textform", _("text form (e-mail is enough)")
    WRITTEN = "schriftform", _("written form (signed on paper)")


class Renewal(models.TextChoices):
    NONE = "none", _("none: it ends on its last day")
    AUTO = "auto", _("automatic, unless somebody gives notice")
    DECISION = "by_decision", _("by a joint decision")


EVERY = {NoticeTo.MONTH: 1, NoticeTo.QUARTER: 3, NoticeTo.YEAR: 12}


@dataclass(frozen=True)
class Term:
    starts_on: date | None = None
    ends_on: date | None = None
    notice_months: int = 6
    notice_to: str = NoticeTo.YEAR
    renewal: str = Renewal.NONE
    renewal_months: int = 0

    @property
    def renews(self) -> bool:
        return bool(self.ends_on and self.renewal == Renewal.AUTO and self.renewal_months)

    def end_from(self, on: date) -> date | None:
        """The end of the term that runs on this day, renewals included; None without an agreed end."""
        if not self.renews or self.ends_on >= on:
            return self.ends_on
        times = max(1, _months_between(self.ends_on, on) // self.renewal_months)
        end = self._end(times)
        return end if end >= on else self._end(times + 1)

    def effective_on(self, given: date) -> date | None:
        """The last day of the agreement when notice is given on this day; None when it was over before."""
        term_end = self.end_from(given)
        if term_end and term_end < given:
            return None
        earliest = add_months(given, self.notice_months)
        days = [] if self.notice_to == NoticeTo.TERM else [_period_end(earliest, EVERY[NoticeTo(self.notice_to)])]
        if term_end:
            days.append(self.end_from(earliest))  # the next end of a term that is far enough, or the only end there is
        return min(days, default=earliest)

    def last_notice_day(self, on: date) -> date | None:
        """The last day on which notice still reaches what notice given on this day reaches.

        None when nothing depends on notice: the agreement is over, or its term ends by itself before notice could take effect.
        """
        end = self.effective_on(on)
        if end is None or (end == self.ends_on and not self.renews):
            return None
        return months_before(end, self.notice_months)

    def renews_on(self, on: date) -> date | None:
        """The first day of the next automatic renewal, seen from this day."""
        return self.end_from(on) + DAY if self.renews else None

    def last_day_against_renewal(self, on: date) -> date | None:
        """The last day on which notice prevents the next automatic renewal; it may lie behind us."""
        return months_before(self.end_from(on), self.notice_months) if self.renews else None

    def outlook(self, on: date) -> "Outlook":
        return Outlook(self.last_notice_day(on), self.effective_on(on), self.renews_on(on), self.last_day_against_renewal(on), on)

    def _end(self, times: int) -> date:
        return _shift_end(self.ends_on, times * self.renewal_months)


@dataclass(frozen=True)
class Outlook:
    """What one day sees ahead: the next notice and the next renewal."""

    last_notice_day: date | None
    effective_on: date | None
    renews_on: date | None
    last_day_against_renewal: date | None
    seen_on: date

    @property
    def renewal_is_certain(self) -> bool:
        """Can nobody prevent the next renewal any more?"""
        return bool(self.renews_on and self.last_day_against_renewal < self.seen_on)


def add_months(day: date, months: int) -> date:
    """The day with the same number so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_before(end: date, months: int) -> date:
    """The last day from which so many months still end on or before `end`."""
    return _shift_end(end, -months)


def _shift_end(end: date, months: int) -> date:
    """The end of a month stays the end of a month."""
    moved = add_months(end, months)
    return _month_end(moved) if end == _month_end(end) else moved


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _period_end(day: date, months: int) -> date:
    """The last day of the month, quarter or year this day lies in."""
    return _month_end(day.replace(day=1, month=-(-day.month // months) * months))


def _months_between(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month
