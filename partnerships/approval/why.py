"""When a decision is expected, and why then. Kept as plain data, so that each reader gets the sentence in his own language."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.approval.ladder import Limits
from partnerships.base.templatetags.portal import day, euro, number


@dataclass(frozen=True)
class Expectation:
    """The day, and what it follows from. data: measure and limit (why this rule), body, meets_on, cut_off_on, steps, days."""

    on: date | None
    data: dict = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.data)

    @property
    def watch_on(self) -> date | None:
        """The first cut-off that the day depends on: once it has passed, the day is another one."""
        return _day(self.data.get("watch_on"))

    @property
    def why(self) -> str:
        """over 25.000,00 € a year: supervisory board, next meeting 19.11.2026, cut-off 28.10.2026"""
        return f"{_measure(self.data)}: {_course(self.data)}" if self.data else ""

    @property
    def steps(self) -> list[str]:
        """The names of the steps, in their order."""
        return [step_label(name) for name in self.data.get("steps", ())]


def step_label(name: str) -> str:
    """A step in words; the one of the default rule has no name of its own."""
    return name or _("release by one person (four eyes)")


def _day(value) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _measure(data: dict) -> str:
    limit = data.get("limit")
    if limit is None:
        return _("for every amount and term")
    over = {
        "amount": lambda: _("over %(limit)s a year") % {"limit": euro(limit)},
        "total": lambda: _("over %(limit)s in all") % {"limit": euro(limit)},
        "months": lambda: _("longer than %(limit)s months") % {"limit": number(limit)},
        "up_to_amount": lambda: _("up to %(limit)s a year") % {"limit": euro(limit)},
        "up_to_total": lambda: _("up to %(limit)s in all") % {"limit": euro(limit)},
        "up_to_months": lambda: _("up to %(limit)s months") % {"limit": number(limit)},
    }
    return over[data["measure"]]()


def _course(data: dict) -> str:
    if data.get("meets_on"):
        return _("%(body)s, next meeting %(meets)s, cut-off %(cut_off)s") % {
            "body": data["body"],
            "meets": day(_day(data["meets_on"])),
            "cut_off": day(_day(data["cut_off_on"])),
        }
    steps = _(", then ").join(step_label(name) for name in data.get("steps", ()))
    days = data.get("days", 0)
    within = ngettext("usually within one working day", "usually within %(days)d working days", days) % {"days": days}
    if data.get("body"):
        return _("%(steps)s; no meeting of %(body)s has been entered yet, %(within)s") % {
            "steps": steps,
            "body": data["body"],
            "within": within,
        }
    return f"{steps}, {within}"


def measure_of(rung) -> dict:
    """Why this rule: what the rule below does not suffice for, else up to what this one does."""
    if rung is None:
        return {}
    if rung.exceeded:
        return {"measure": rung.exceeded, "limit": _plain(getattr(rung.over.limits, rung.exceeded))}
    limits = rung.rule.limits
    measure = next((name for name in ("amount", "total", "months") if getattr(limits, name) is not None), "")
    return {"measure": f"up_to_{measure}", "limit": _plain(getattr(limits, measure))} if measure else {}


def _plain(value: Decimal) -> str:
    return str(value)


def in_words(limits: Limits) -> str:
    """up to 5.000,00 € a year, up to 12 months"""
    found = []
    if limits.amount is not None:
        found.append(_("up to %(limit)s a year") % {"limit": euro(limits.amount)})
    if limits.total is not None:
        found.append(_("up to %(limit)s in all") % {"limit": euro(limits.total)})
    if limits.months is not None:
        found.append(_("up to %(limit)s months") % {"limit": f"{limits.months:.0f}"})
    return ", ".join(found) or _("without limit")


def beyond_in_words(limits: Limits) -> str:
    """over 25.000,00 € a year or longer than 36 months"""
    found = []
    if limits.amount is not None:
        found.append(_("over %(limit)s a year") % {"limit": euro(limits.amount)})
    if limits.total is not None:
        found.append(_("over %(limit)s in all") % {"limit": euro(limits.total)})
    if limits.months is not None:
        found.append(_("longer than %(limit)s months") % {"limit": f"{limits.months:.0f}"})
    return _(" or ").join(found)
