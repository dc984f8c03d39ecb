"""/livez and /readyz, as a container engine asks them."""

import pytest
from django.db import connection
from django.test import override_settings

from config import health


@override_settings(ALLOWED_HOSTS=["portal.example.org"], SECURE_SSL_REDIRECT=True)
def test_alive_needs_no_database_no_host_name_and_no_https(client):
    answer = client.get("/livez", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.content, answer.headers["Cache-Control"]) == (200, b"ok", "no-store")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.django_db
def test_ready_when_database_tables_and_broker_are_there(client):
    assert client.get("/readyz").json() == {"database": "ok", "broker": "ok"}


@pytest.mark.django_db
def test_a_missing_table_makes_it_not_ready(client, monkeypatch):
    monkeypatch.setitem(health._known, "migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'projects'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "down")


@pytest.mark.django_db
def test_without_the_broker_it_is_degraded_and_still_ready(client, settings, tmp_path):
    settings.REDIS_URL = f"redis+socket://{tmp_path}/nobody.sock"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "broker": "degraded"})


@pytest.mark.django_db
def test_without_the_database_it_is_not_ready(client, monkeypatch):
    monkeypatch.setitem(health._known, "migrated", True)
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    connection.close()
    connection.connection = None
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "down")
