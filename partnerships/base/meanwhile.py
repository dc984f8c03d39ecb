"""Forms that say what their writer had read, and what happens when somebody else was quicker.

A form carries the `edition` of the row that its page showed (EditionForm) or a fingerprint of it (SeenForm), and in `shown` a short digest
of every value that stood there. Sent when the thing has moved on, it is not valid: the page comes again (422) with everything typed, one
sentence and, in `meanwhile`, what it says by now. A field that the writer had not touched takes the newer value. From then on the form
carries the newer state: sent once more it is a decision, not an accident.

The view fills `initial` from the row as it is now and does nothing else for it; the action asks again under its lock. Who sends what
stands there anyway (a double click) is let through.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.formats import time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.base.forms import MoneyField
from partnerships.base.seen import fingerprint
from partnerships.base.templatetags.portal import day, euro, moment, number

DIGITS = 8


def sentence() -> str:
    return _("Meanwhile somebody else has changed this. Your entries are still here: please compare, then send the form once more.")


class Carried(forms.Field):
    """A hidden word that comes back as it was sent; nonsense is no error, it only matches nothing."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def to_python(self, value) -> str:
        return str(value or "")


@dataclass(frozen=True)
class News:
    """What somebody else changed: `taken` where the writer had not touched the field, so that the form now has the newer value."""

    label: str
    now: str
    taken: bool = False
    kept: bool = False


class ReadForm(forms.Form):
    """A form about a thing as its writer read it. `thing` with the fields in `watched` is what the page shows beside the form."""

    mark = ""
    watched: tuple[str, ...] = ()

    shown = Carried()

    def __init__(self, *args, thing: models.Model | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.thing = thing
        self.meanwhile: list[News] = []
        self.overtaken = ""  # what the form carried, where somebody else was quicker
        self.fields["shown"].initial = self._digests

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound or self.mark not in self.initial:
            return
        now = self.initial[self.mark]
        if self.cleaned_data.get(self.mark) != str(now) and not self._says_the_same():
            self.overtaken = str(self.cleaned_data.get(self.mark, ""))
            self._catch_up(self._saw())
            self.add_error(None, self.told())
        self.cleaned_data[self.mark] = now

    def told(self) -> str:
        """What is said to who was overtaken."""
        return sentence()

    def words(self) -> dict:
        """What was typed, without what the form carries."""
        return {name: value for name, value in self.cleaned_data.items() if name not in (self.mark, "shown")}

    def _things_fields(self) -> Iterator[BoundField]:
        """The fields that show something of the thing; the others are the writer's alone."""
        return (field for field in self.visible_fields() if field.name in self.initial)

    def _says_the_same(self) -> bool:
        """Does everything sent stand there already?"""
        own = [field for field in self.visible_fields() if field.name not in self.initial and plain(self._typed(field))]
        pairs = [(plain(self._typed(field)), plain(field.initial)) for field in self._things_fields()]
        return bool(pairs) and not own and all(typed == now for typed, now in pairs)

    def _saw(self) -> dict[str, str]:
        """The digests that were sent along."""
        return dict(pair.split(":", 1) for pair in str(self.cleaned_data.get("shown", "")).split() if ":" in pair)

    def _catch_up(self, saw: dict[str, str]) -> None:
        """Say what is new, take it over where nothing was typed, and carry the newer state."""
        self.data = self.data.copy()
        for field in self._things_fields():
            now, typed, seen = plain(field.initial), plain(self._typed(field)), saw.get(field.name)
            if typed == now or seen == digest(now):
                continue
            taken = seen == digest(typed)
            if taken:
                self._take_over(field)
            self.meanwhile.append(News(str(field.label), in_words(field.field, field.initial), taken=taken, kept=not taken))
        for name, value in self._beside():
            if name in saw and saw[name] != digest(plain(value)):
                self.meanwhile.append(News(capfirst(str(_column(self.thing, name).verbose_name)), _spoken(self.thing, name)))
        self.data[self.add_prefix(self.mark)] = str(self.initial[self.mark])
        self.data[self.add_prefix("shown")] = self._digests()

    def _typed(self, field: BoundField) -> Any:
        """What was typed, read as far as it can be read."""
        try:
            return field.field.clean(field.data)
        except ValidationError:
            return field.data

    def _take_over(self, field: BoundField) -> None:
        """The form shows the newer value, as if it had been opened just now."""
        widget, name = field.field.widget, field.html_name
        if isinstance(widget, forms.CheckboxInput):
            value = "on" if field.initial else ""
        else:
            value = widget.format_value(field.field.prepare_value(field.initial)) or ""
        if isinstance(value, list | tuple) and isinstance(self.data, MultiValueDict):
            self.data.setlist(name, [str(each) for each in value])
        else:
            self.data[name] = value

    def _beside(self) -> list[tuple[str, Any]]:
        return [(name, getattr(self.thing, name)) for name in self.watched] if self.thing else []

    def _digests(self) -> str:
        """How everything stands now, in a few letters each."""
        if self.mark not in self.initial:
            return ""
        return " ".join(f"{name}:{value}" for name, value in self._stands().items())

    def _stands(self) -> dict[str, str]:
        """The digest of every value that stands there now."""
        values = [*((field.name, field.initial) for field in self._things_fields()), *self._beside()]
        return {name: digest(plain(value)) for name, value in values}


class EditionForm(ReadForm):
    """Carries the edition its writer read; `initial` names the one that counts now."""

    mark = "edition"

    edition = Carried()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.mark not in self.initial:
            raise TypeError(f"{type(self).__name__} needs initial['edition']: the edition of the row as it is now")


class SeenForm(ReadForm):
    """Carries a fingerprint of what its writer saw, for things without an edition; without one in `initial` the form makes a new thing."""

    mark = "seen"

    seen = Carried()


class PageForm(ReadForm):
    """The head of a whole page of rows, which are compared and brought up to date together with it.

    `rest` knows the rows: digests() of how they stand now, says_the_same() of those sent, and catch_up(saw) -> list[News].
    """

    def __init__(self, *args, rest, **kwargs):
        super().__init__(*args, **kwargs)
        self.rest = rest

    def _says_the_same(self) -> bool:
        return super()._says_the_same() and self.rest.says_the_same()

    def _catch_up(self, saw: dict[str, str]) -> None:
        super()._catch_up(saw)
        self.meanwhile += self.rest.catch_up(saw)

    def _stands(self) -> dict[str, str]:
        return super()._stands() | self.rest.digests()


def _column(thing, name: str):
    return thing._meta.get_field(name)


def plain(value) -> str | list[str]:
    """A value so that what is typed and what is stored can be compared."""
    if value is None or value is False:
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(second=0, microsecond=0).isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if hasattr(value, "__iter__"):
        return sorted(str(plain(each)) for each in value)
    return str(value)


def digest(plain_value) -> str:
    """A few letters that tell one plain value from another."""
    return fingerprint(plain_value or "")[:DIGITS]


def in_words(field: forms.Field, value) -> str:
    """A form field's value as a person reads it."""
    if value in (None, "", []):
        return _("nothing")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, time):
        return time_format(value, "TIME_FORMAT")
    if isinstance(value, Decimal):
        return euro(value) if isinstance(field, MoneyField) else number(value)
    labels = _labels(field)
    if not isinstance(value, str) and hasattr(value, "__iter__"):
        return ", ".join(sorted(labels.get(str(plain(each)), str(each)) for each in value)) or _("nothing")
    return labels.get(str(plain(value)), str(value))


def _labels(field) -> dict[str, str]:
    """The words of a field's choices, groups opened."""
    choices = getattr(field, "choices", ())
    pairs = [pair for key, label in choices for pair in (label if isinstance(label, list | tuple) else [(key, label)])]
    return {str(key): str(label) for key, label in pairs}


def _spoken(thing, name: str) -> str:
    """A column's value as a person reads it."""
    value = getattr(thing, name)
    if value and _column(thing, name).choices:
        return str(getattr(thing, f"get_{name}_display")())
    return in_words(forms.Field(), value)
