"""Old and new side by side: what a journal line changed, what somebody else wrote meanwhile, and which words differ."""

import re
from datetime import date
from difflib import SequenceMatcher

from django.db import models
from django.utils.translation import gettext as _

from partnerships.base.templatetags.portal import day, number

_PIECES = re.compile(r"\s+|[^\s\w]|\w+")


def shown(model, key: str, value) -> str:
    """A field's value, from the row or from the journal's JSON, as it is read."""
    field = model._meta.get_field(key)
    if value in (None, "", []):
        return "–"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(each) for each in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField):
        return day(date.fromisoformat(value) if isinstance(value, str) else value)
    return number(value) if isinstance(field, models.DecimalField) else str(value)


def changes(model, before: dict, after: dict) -> list[dict]:
    """The fields that differ: label, old and new value, and the words that went and came."""
    return [
        {"label": model._meta.get_field(key).verbose_name, "old": old, "new": new, "words": words(old, new)}
        for key in after
        if (old := shown(model, key, before.get(key))) != (new := shown(model, key, after[key]))
    ]


def told(entries, model) -> list[dict]:
    """Journal lines with what each changed."""
    return [{"entry": entry, "changes": changes(model, entry.data.get("before", {}), entry.data.get("after", {}))} for entry in entries]


def words(old: str, new: str) -> list[tuple[str, str]]:
    """The two texts as one: pairs of "same", "del" or "ins" and the words."""
    left, right = _PIECES.findall(old), _PIECES.findall(new)
    pairs: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs.append(("same", "".join(left[a:b])))
            continue
        if b > a:
            pairs.append(("del", "".join(left[a:b])))
        if d > c:
            pairs.append(("ins", "".join(right[c:d])))
    return pairs


def conflicts(form, edition: int) -> list[dict]:
    """What stands there now and differs from what was typed into a form of an older edition; [] while the form is of the current one.

    The form then carries the current edition: sent once more it is a decision, not an accident.
    """
    if not form.is_bound or form.errors is None or form.cleaned_data.get("edition") in (None, edition):
        return []
    form.data = form.data.copy()
    form.data["edition"] = str(edition)
    return [
        {"label": field.label, "now": _read(field, field.initial), "typed": _read(field, form.cleaned_data.get(field.name))}
        for field in form.visible_fields()
        if field.name in form.changed_data
    ]


def _read(field, value) -> str:
    """A form field's value in words."""
    if isinstance(value, date):
        return day(value)
    if field.name in ("target", "baseline", "result"):
        return number(value)
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return ", ".join(sorted(str(each) for each in value)) or "–"
    choices = dict(getattr(field.field, "choices", ())) if isinstance(value, str) else {}
    return str(choices.get(value, value)) if value not in (None, "") else _("nothing")
