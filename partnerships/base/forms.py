"""Field types every form shares. They speak the person's language and never lose what was typed."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from partnerships.base import money
from partnerships.base.verdict import Refused

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def no_control_characters(value: str) -> None:
    if CONTROL.search(value):
        raise ValidationError(
            _("This text contains invisible control characters. Please type it again instead of pasting it."), code="control"
        )


class TextField(forms.CharField):
    """One line or many of plain text: trimmed, unified line ends, no control characters."""

    default_validators = [no_control_characters]

    def __init__(self, *, lines: int = 1, max_length: int = 200, **kwargs):
        if lines > 1:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": lines}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if text else text


def words_typed(text: str, *, most: int) -> str:
    """What stands beside a button that has no form of its own, checked as in a form; refused with its sentence."""
    try:
        return TextField(max_length=most, required=False).clean(text)
    except ValidationError as error:
        raise Refused(error.messages[0]) from error


class NumberField(forms.DecimalField):
    """A number as people type it, see money.read_number; rejects exponents, infinities and more decimals than allowed."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, min_value=Decimal(0), max_value=money.MOST, decimal_places: int = 2, **kwargs):
        super().__init__(min_value=min_value, max_value=max_value, decimal_places=decimal_places, max_digits=14, **kwargs)
        self.widget.is_localized = False

    def run_validators(self, value):
        """The first sentence is enough, and its limit is written as people here write numbers."""
        try:
            super().run_validators(value)
        except ValidationError as errors:
            first = errors.error_list[0]
            limit = (first.params or {}).get("limit_value")
            if isinstance(limit, Decimal | int):
                first.params["limit_value"] = number_format(limit, force_grouping=True)
            raise first from errors

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return money.read_number(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value):
        """Without needless zeros: 100 and 12,5."""
        if isinstance(value, Decimal):
            return f"{value.normalize():f}".replace(".", ",")
        return value

    def widget_attrs(self, widget):
        return {}

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class MoneyField(NumberField):
    """An amount in euro with cents, from 0,01 up unless told otherwise."""

    def __init__(self, *, min_value=money.CENT, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "data-suffix": "€"}))
        super().__init__(min_value=min_value, **kwargs)

    def prepare_value(self, value):
        """With its cents: 100,00."""
        if isinstance(value, Decimal):
            return f"{value:f}".replace(".", ",")
        return value


class DateField(forms.DateField):
    """A day; the browser's own date input, and 31.12.2026 or 2026-12-31 where it has none."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"])
        super().__init__(**kwargs)

    def to_python(self, value):
        day = super().to_python(value)
        if day and not 1900 <= day.year <= 2200:
            raise ValidationError(_("Please check the year."), code="year")
        return day


class DateTimeField(forms.DateTimeField):
    """A day and a time in Germany; the browser's own input."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
        kwargs.setdefault("input_formats", ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M"])
        super().__init__(**kwargs)

    def to_python(self, value):
        moment = super().to_python(value)
        if moment and not 1900 <= moment.year <= 2200:
            raise ValidationError(_("Please check the year."), code="year")
        return moment
