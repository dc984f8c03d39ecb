"""Rows of another table brought along as JSON in the same query, and made rows again: one question instead of one a table.

partnerships = Partnership.objects.annotate(open_goals=nested(Goal.objects.filter(partnership=OuterRef("pk")), "pk", "wording", "due"))
goals = revived(Goal, partnerships[0].open_goals)
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, DateField, DateTimeField, ForeignKey, TextField, UUIDField
from django.db.models.base import ModelState
from django.db.models.functions import JSONObject


def nested(rows, *names: str, **renamed: str) -> ArraySubquery:
    """The named columns and annotations of each row; `renamed`: under this name that column."""
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in names}, **renamed)))


def revived(model, found: list[dict]) -> list:
    """Instances with the columns read back as their own types; annotations stay as JSON has them.

    Made without the model's __init__, which sets every field there is and takes longer than all the rest: a column that was not brought
    along is looked up when somebody asks for it, as with only().
    """
    readers = _readers(model)
    return [_revive(model, readers, each) for each in found]


def _revive(model, readers: dict[str, Callable], each: dict):
    thing = model.__new__(model)
    thing._state = ModelState()
    thing.__dict__.update({name: readers[name](value) if value is not None and name in readers else value for name, value in each.items()})
    return thing


@cache
def _readers(model) -> dict[str, Callable[[Any], Any]]:
    """By column what makes a Python value of what JSON has; text, numbers and truth are that already."""
    found = ((field.attname, _reader(field)) for field in model._meta.concrete_fields)
    return {name: reader for name, reader in found if reader}


def _reader(field) -> Callable[[Any], Any] | None:
    if isinstance(field, ForeignKey):
        return _reader(field.target_field)
    if isinstance(field, ArrayField):
        each = _reader(field.base_field)
        return (lambda values: [each(value) for value in values]) if each else None
    if type(field) in PLAIN:
        return PLAIN[type(field)]
    return field.to_python


PLAIN: dict[type, Callable | None] = {
    UUIDField: UUID,
    DateField: date.fromisoformat,
    DateTimeField: datetime.fromisoformat,
    CharField: None,
    TextField: None,
}
