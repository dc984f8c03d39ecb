"""Rows of another table brought along as JSON in the same query, and made rows again: one question instead of one a table.

partnerships = Partnership.objects.annotate(open_goals=nested(Goal.objects.filter(partnership=OuterRef("pk")), "pk", "wording", "due"))
goals = revived(Goal, partnerships[0].open_goals)
"""

from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models.functions import JSONObject


def nested(rows, *names: str, **renamed: str) -> ArraySubquery:
    """The named columns and annotations of each row; `renamed`: under this name that column."""
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in names}, **renamed)))


def revived(model, found: list[dict]) -> list:
    """Instances with the columns read back as their own types; annotations stay as JSON has them."""
    columns = _columns(model)
    return [_revive(model, columns, each) for each in found]


@cache
def _columns(model) -> dict:
    return {field.attname: field for field in model._meta.concrete_fields}


def _revive(model, columns, each: dict):
    thing = model(**{name: _read(columns[name], value) for name, value in each.items() if name in columns})
    for name, value in each.items():
        if name not in columns:
            setattr(thing, name, value)
    return thing


def _read(field, value):
    if isinstance(field, ArrayField) and isinstance(value, list):
        return [field.base_field.to_python(each) for each in value]
    return field.to_python(value)
