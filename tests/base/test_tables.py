"""What the migrations leave is what the models say: every column, index, constraint and trigger is in the database."""

import pytest
from django.apps import apps
from django.db import connection

OURS = ("partnerships", "neighbourhoods", "projects")
COLUMNS = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
NAMED = """
SELECT conname FROM pg_constraint UNION SELECT relname FROM pg_class WHERE relkind = 'i' UNION
SELECT relname || '.' || tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal
"""
pytestmark = pytest.mark.django_db


def rows(sql: str) -> set[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return set(cursor.fetchall())


def models() -> list:
    found = [model for app in OURS for model in apps.get_app_config(app).get_models(include_auto_created=True) if model._meta.managed]
    assert len(found) > 100
    return found


def test_every_column_is_there():
    expected = {(model._meta.db_table, field.column) for model in models() for field in model._meta.local_concrete_fields}
    assert expected - rows(COLUMNS) == set()


def test_every_index_constraint_and_trigger_is_there():
    expected = set()
    for model in models():
        meta = model._meta
        expected |= {entry.name for entry in (*meta.indexes, *meta.constraints)}
        expected |= {f"{meta.db_table}.{trigger.get_pgid(model)}" for trigger in getattr(meta, "triggers", ())}
    assert len(expected) > 300
    assert expected - {name for (name,) in rows(NAMED)} == set()
