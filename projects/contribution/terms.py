"""What is asked for: the words and numbers of a request, the same for a form, an action and the demo data."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from partnerships.base import clock, money
from partnerships.base.templatetags.portal import day
from partnerships.base.valuation import VALUED, Kind, value
from projects.project.models import Project

LONGEST = timedelta(days=366 * 30)


def months_between(start: date, end: date) -> Decimal:
    """Months from the first to the last day, both included: whole ones from the start on, the rest as its share of the month it lies in.

    1 January to 31 December is 12; 15 January to 14 February is 1; 1 to 15 April is 0.5. Rounded to two places, half up.
    """
    after = end + timedelta(days=1)
    whole = (after.year - start.year) * 12 + after.month - start.month
    if _later(start, whole) > after:
        whole -= 1
    begun, full = _later(start, whole), _later(start, whole + 1)
    return money.cents(whole + Decimal((after - begun).days) / Decimal((full - begun).days))


def _later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


@dataclass(frozen=True)
class Terms:
    """`amount` for money and goods; `quantity` (m² or hours), `rate`, its source and, for rooms, `months` and the rate's date otherwise."""

    kind: str
    title: str
    starts_on: date
    ends_on: date
    purpose: str = ""
    project: Project | None = None
    money_type: str = ""
    amount: Decimal | None = None
    quantity: Decimal | None = None
    rate: Decimal | None = None
    months: Decimal | None = None
    rate_source: str = ""
    rate_date: date | None = None

    @property
    def value(self) -> Decimal:
        """In euro, calculated for rooms and time."""
        return value(self.kind, amount=self.amount, quantity=self.quantity, rate=self.rate, months=self.months)

    def columns(self) -> dict:
        """What is written to the contribution; what does not belong to the kind stays empty."""
        valued = self.kind in VALUED
        return {
            "kind": self.kind,
            "title": self.title,
            "purpose": self.purpose,
            "project": self.project,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "money_type": self.money_type if self.kind == Kind.MONEY else "",
            "quantity": self.quantity if valued else None,
            "rate": self.rate if valued else None,
            "months": self.months if self.kind == Kind.ROOMS else None,
            "rate_source": self.rate_source if valued else "",
            "rate_date": self.rate_date if valued else None,
            "asked": self.value,
        }

    def problems(self) -> dict[str, str]:
        """What does not hold together, by field; nothing when it does."""
        found = self._of_period() | self._of_kind()
        if not found and self.value < money.CENT:
            found[""] = _("The value must be at least one cent.")
        elif not found and self.value > money.MOST:
            found[""] = _("The calculated value is more than the portal can hold. Please check quantity and rate.")
        return found

    def _of_period(self) -> dict[str, str]:
        if self.ends_on < self.starts_on:
            return {"ends_on": _("The end must not be before the start.")}
        if self.ends_on - self.starts_on > LONGEST:
            return {"ends_on": _("A period may be 30 years at most.")}
        return {}

    def _of_kind(self) -> dict[str, str]:
        if missing := self.missing():
            return missing
        if self.kind == Kind.ROOMS and self.ends_on >= self.starts_on and self.months > months_between(self.starts_on, self.ends_on):
            return {
                "months": _("The period from %(start)s to %(end)s has fewer months.")
                % {"start": day(self.starts_on), "end": day(self.ends_on)}
            }
        if self.rate_date and self.kind in VALUED and self.rate_date > clock.today():
            return {"rate_date": _("The rate cannot be from a day to come.")}
        return {}

    def missing(self) -> dict[str, str]:
        """What this kind needs and does not have."""
        return {name: _("Please fill this in.") for name in self._needed() if getattr(self, name) in (None, "")}

    def _needed(self) -> tuple[str, ...]:
        return {
            Kind.MONEY: ("amount", "money_type"),
            Kind.GOODS: ("amount",),
            Kind.ROOMS: ("quantity", "rate", "months", "rate_source", "rate_date"),
            Kind.TIME: ("quantity", "rate", "rate_source"),
            Kind.VOLUNTEER: ("quantity", "rate", "rate_source"),
        }[Kind(self.kind)]
