"""A rhythm as people say it: every month on the first Tuesday."""

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from partnerships.base.recurrence import By, Rule, Unit


def how_often(unit: str, every: int) -> str:
    if unit == Unit.WEEK:
        return npgettext("rhythm of meetings", "every week", "every %(every)s weeks", every) % {"every": every}
    if unit == Unit.MONTH:
        return npgettext("rhythm of meetings", "every month", "every %(every)s months", every) % {"every": every}
    return npgettext("rhythm of meetings", "every year", "every %(every)s years", every) % {"every": every}


def on_which_day(rule: Rule) -> str:
    weekday = str(WEEKDAYS[rule.first.weekday()])
    month = str(MONTHS[rule.first.month])
    yearly = rule.unit == Unit.YEAR
    if rule.unit == Unit.WEEK:
        return _("on %(weekday)s") % {"weekday": weekday}
    if rule.by != By.DATE:
        names = {"place": _place(rule.place), "weekday": weekday, "month": month}
        return _("on the %(place)s %(weekday)s in %(month)s") % names if yearly else _("on the %(place)s %(weekday)s") % names
    day = rule.first.day
    if yearly:
        return _("on %(day)s %(month)s") % {"day": day, "month": month}
    return _("on the last day of the month") if day == 31 else _("on day %(day)s of the month") % {"day": day}


def _place(place: int) -> str:
    return {
        1: pgettext("weekday of a month", "first"),
        2: pgettext("weekday of a month", "second"),
        3: pgettext("weekday of a month", "third"),
        4: pgettext("weekday of a month", "fourth"),
        -1: pgettext("weekday of a month", "last"),
    }[place]


def in_words(rule: Rule) -> str:
    return f"{how_often(rule.unit, rule.every)} {on_which_day(rule)}"
