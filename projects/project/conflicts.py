"""What somebody else wrote meanwhile, beside what was typed into a form of an older edition."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from partnerships.base.templatetags.portal import day, number


def conflicts(form, edition: int) -> list[dict]:
    """The fields whose value now differs from what was typed; [] while the form is of the current edition.

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
    if isinstance(value, Decimal):
        return number(value)
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return ", ".join(sorted(str(each) for each in value)) or _("nothing")
    choices = dict(getattr(field.field, "choices", ())) if isinstance(value, str) else {}
    return str(choices.get(value, value)) if value not in (None, "") else _("nothing")
