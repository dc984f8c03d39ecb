from datetime import date, datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.forms import DateField, TextField

MOST_PEOPLE = 2000


class ClockField(forms.TimeField):
    """A time of the day; the browser's own input."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs)


class BookingForm(forms.Form):
    room = TextField(
        label=_("Room"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "room-names"}),
        help_text=_("As the house calls it. One room, not several."),
    )
    day = DateField(label=_("Day"))
    begins = ClockField(label=_("From"))
    ends = ClockField(label=_("To"))
    purpose = TextField(label=_("What for, in a few words"), max_length=160)
    persons = forms.IntegerField(label=_("How many people"), required=False, min_value=1, max_value=MOST_PEOPLE)

    def times(self) -> dict[str, datetime]:
        """From and to, by the clock on the wall in Germany."""
        data = self.cleaned_data
        return {"starts_at": _at(data["day"], data["begins"]), "ends_at": _at(data["day"], data["ends"])}

    def clean(self) -> dict:
        data = super().clean()
        if "begins" in data and "ends" in data and data["ends"] <= data["begins"]:
            self.add_error("ends", _("The end must be after the beginning."))
        return data

    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("room", "purpose", "persons")} | self.times()


def _at(day: date, moment: time) -> datetime:
    return clock.at(day, moment.hour, moment.minute)
