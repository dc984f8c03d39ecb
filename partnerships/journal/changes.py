"""Old and new values of a change, kept in the journal line and told again in the reader's words."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist


def changes(thing, new: dict) -> dict[str, list]:
    """{"title": [old, new]} for every field of `thing` that `new` changes; empty when nothing does."""
    return {name: [getattr(thing, name), value] for name, value in new.items() if getattr(thing, name) != value}


def in_words(entry) -> list[dict]:
    """For the timeline: label, old and new of every changed field."""
    if "old" in entry.data and "new" in entry.data:
        return [{"label": "", "old": entry.data["old"], "new": entry.data["new"]}]
    model = apps.get_model(entry.subject_type)
    return [
        {"label": _label(model, name), "old": _value(model, name, old), "new": _value(model, name, new)}
        for name, (old, new) in entry.data.get("changes", {}).items()
    ]


def _field(model, name):
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:  # a field of former times
        return None


def _label(model, name) -> str:
    field = _field(model, name)
    return str(getattr(field, "verbose_name", name))


def _value(model, name, value) -> str:
    if isinstance(value, list):
        return ", ".join(_value(model, name, each) for each in value) or "–"
    field = _field(model, name)
    field = getattr(field, "base_field", field)
    choices = dict(getattr(field, "flatchoices", ()) or ())
    return str(choices.get(value, value)) if value not in (None, "") else "–"
