"""Old and new values of a change, kept in the journal line and told again in the reader's words."""

from datetime import date
from decimal import Decimal

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext


def changes(thing, new: dict) -> dict[str, list]:
    """{"title": [old, new]} for every field of `thing` that `new` changes; empty when nothing does."""
    return {name: [getattr(thing, name), value] for name, value in new.items() if getattr(thing, name) != value}


def word(thing, name: str) -> dict:
    """A choice of `thing` for a sentence of the journal, told in the reader's language and not in the writer's."""
    return {"model": thing._meta.label, "field": name, "value": getattr(thing, name)}


def spoken(value) -> object:
    """A value of a line's data as its sentence needs it."""
    if isinstance(value, dict) and value.keys() == {"model", "field", "value"}:
        return _value(apps.get_model(value["model"]), value["field"], value["value"])
    return value


def in_words(entry) -> list[dict]:
    """For the timeline: label, old and new of every changed field.

    The line's data has `changes` as above, of the subject's fields or of those of the model named in `model`.
    """
    return told(apps.get_model(entry.data.get("model") or entry.subject_type), entry.data.get("changes", {}))


def told(model, changed: dict) -> list[dict]:
    """The same for any {"title": [old, new]} of a model's fields, with values of the row or of the journal's JSON."""
    return [
        {"label": _label(model, name), "old": _value(model, name, old), "new": _value(model, name, new)}
        for name, (old, new) in changed.items()
    ]


def _field(model, name):
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:  # a field of former times
        return None


def _label(model, name) -> str:
    return str(getattr(_field(model, name), "verbose_name", name))


def _value(model, name, value) -> str:
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, list):
        return ", ".join(_value(model, name, each) for each in value)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    field = _field(model, name)
    field = getattr(field, "base_field", field)
    if isinstance(field, models.DecimalField):
        return number_format(Decimal(value).normalize(), force_grouping=True)
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return date_format(date.fromisoformat(str(value)), "SHORT_DATE_FORMAT")
    choices = dict(getattr(field, "flatchoices", ()) or ())
    return str(choices.get(value, value))
