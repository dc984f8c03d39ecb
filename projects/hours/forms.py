"""A table to fill in quickly: a line for each person, a column for each day."""

from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.base.forms import DateField, NumberField, TextField
from partnerships.base.meanwhile import EditionForm
from projects.hours.actions import Line
from projects.hours.models import DAYS, Sheet
from projects.hours.reading import lines_of

ROWS = 6
MONDAY = date(2026, 1, 5)  # any Monday, for the names of the days


class LinesForm(forms.Form):
    """Empty lines are passed over; a line with hours needs to say whose they are."""

    use_required_attribute = False

    def add_lines(self, lines: list[Line]) -> None:
        self.days = [day_name(number) for number in range(DAYS)]
        who_of, hours_of = _("Who, line %(row)s"), _("%(day)s, line %(row)s")
        for row in range(max(ROWS, len(lines) + 2)):
            who, hours = lines[row] if row < len(lines) else ("", [None] * DAYS)
            self.fields[f"who_{row}"] = TextField(max_length=40, required=False, initial=who, label=who_of % {"row": row + 1})
            for number, day in enumerate(self.days):
                label = hours_of % {"day": day, "row": row + 1}
                self.fields[f"hours_{row}_{number}"] = NumberField(
                    max_value=Decimal(24), required=False, initial=hours[number] or None, label=label
                )
        self.size = max(ROWS, len(lines) + 2)

    def table(self) -> list[dict]:
        """For the template: who and the seven days of each line."""
        return [
            {
                "who": self[f"who_{row}"],
                "days": [{"label": day, "field": self[f"hours_{row}_{number}"]} for number, day in enumerate(self.days)],
            }
            for row in range(self.size)
        ]

    def clean(self):
        data = super().clean()
        for row in range(self.size):
            if not data.get(f"who_{row}") and any(data.get(f"hours_{row}_{number}") for number in range(DAYS)):
                self.add_error(f"who_{row}", _("Please say whose hours these are; initials or a number are enough."))
        if not self.errors and not self.lines:
            self.add_error(None, _("Please enter at least some hours."))
        return data

    @property
    def lines(self) -> list[Line]:
        data = self.cleaned_data
        found = [
            (data.get(f"who_{row}"), [data.get(f"hours_{row}_{number}") or Decimal(0) for number in range(DAYS)])
            for row in range(self.size)
        ]
        return [(who, hours) for who, hours in found if who and any(hours)]


def day_name(number: int) -> str:
    return date_format(MONDAY + timedelta(days=number), "D")


class BeginForm(LinesForm):
    week = DateField(label=gettext_lazy("A day of the week"))

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.add_lines([])


class SheetForm(EditionForm, LinesForm):
    def __init__(self, data=None, *, sheet: Sheet, **kwargs):
        super().__init__(data, initial={"edition": sheet.edition}, thing=sheet, **kwargs)
        self.add_lines([(line.who, line.hours) for line in lines_of(sheet)])
        self.initial.update({name: field.initial for name, field in self.fields.items() if name.startswith(("who_", "hours_"))})
