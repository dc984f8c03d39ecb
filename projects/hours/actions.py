"""The verbs of a weekly sheet: write, send. Taking back and confirming are the delivery's own."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.templatetags.portal import day
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from projects.contribution import deliveries
from projects.contribution import rules as contribution_rules
from projects.contribution.actions import locked
from projects.contribution.models import Contribution
from projects.hours import rules
from projects.hours.models import Sheet, SheetLine

Line = tuple[str, Sequence[Decimal]]  # who, and the hours of seven days


def monday_of(any_day: date) -> date:
    return any_day - timedelta(days=any_day.weekday())


@transaction.atomic
def begin(contribution: Contribution, *, week: date, lines: Sequence[Line], by) -> Sheet:
    """Write the sheet of the week that this day lies in. Journal: sheet.written."""
    contribution = locked(contribution)
    require(rules.may_begin(by, contribution))
    monday = monday_of(week)
    if monday > clock.today():
        raise Refused(_("This week is still to come."))
    if Sheet.objects.filter(contribution=contribution, week=monday).exists():
        raise Refused(_("There is a sheet for this week already."))
    organisation = contribution_rules.parties_first_mine(by, contribution)[0]
    sheet = Sheet.objects.create(contribution=contribution, week=monday, organisation=organisation, by=by)
    _write(sheet, lines)
    record("sheet.written", sheet, by=by, organisation=organisation, week=monday, hours=_total(lines))
    return sheet


@transaction.atomic
def edit(sheet: Sheet, *, edition, lines: Sequence[Line], by) -> Sheet:
    """Write it anew, a new edition. Journal: sheet.written."""
    sheet = _locked(sheet)
    require(rules.may_edit(by, sheet))
    require(sheet.is_current(edition))
    sheet.lines.all().delete()
    _write(sheet, lines)
    sheet.edition += 1
    sheet.by = by
    sheet.save(update_fields=["edition", "by"])
    record("sheet.written", sheet, by=by, organisation=sheet.organisation, week=sheet.week, hours=_total(lines))
    return sheet


@transaction.atomic
def send(sheet: Sheet, *, edition, meant: Collection[str] = (), by) -> Sheet:
    """Note the sum of its hours as a delivery, which the receiver confirms. `meant` as in deliveries.deliver(). Journal: that of the
    delivery.
    """
    sheet = _locked(sheet)
    require(rules.may_send(by, sheet))
    require(sheet.is_current(edition))
    note = _("Week from %(day)s") % {"day": day(sheet.week)}
    sheet.delivery = deliveries.deliver(sheet.contribution, **what_it_notes(sheet, list(sheet.lines.all())), note=note, meant=meant, by=by)
    sheet.save(update_fields=["delivery"])
    return sheet


def what_it_notes(sheet: Sheet, lines: Sequence[SheetLine]) -> dict:
    """Day and quantity of the delivery: the last day that has hours, and all of them."""
    worked = [number for line in lines for number, hours in enumerate(line.hours) if hours]
    if not worked:
        raise Refused(_("Please enter at least some hours."))
    return {"on": sheet.days[max(worked)], "quantity": sum((line.total for line in lines), Decimal(0))}


def _locked(sheet: Sheet) -> Sheet:
    contribution = locked(sheet.contribution)
    sheet = Sheet.objects.for_page().get(pk=sheet.pk)
    sheet.contribution = contribution
    return sheet


def _total(lines: Sequence[Line]) -> Decimal:
    return sum((hours for _who, days in lines for hours in days), Decimal(0))


def _write(sheet: Sheet, lines: Sequence[Line]) -> None:
    for who, hours in lines:
        on_one_day = [each for each in hours if not 0 <= each <= 24]
        if on_one_day:
            raise Refused(_("A day has 24 hours: please check %(who)s.") % {"who": who})
    today = clock.today()
    if any(each and on > today for _who, hours in lines for each, on in zip(hours, sheet.days, strict=True)):
        raise Refused(_("A day with hours is still to come. Please enter what was done already."))
    SheetLine.objects.bulk_create(
        SheetLine(sheet=sheet, position=number, who=who, hours=list(hours)) for number, (who, hours) in enumerate(lines)
    )
