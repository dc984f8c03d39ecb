"""The list of own sessions tells when each was last used, without a write for every page that is read."""

from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.activity import KEY


def test_a_session_in_use_is_written_down_once_in_five_minutes(client, cast):
    person = cast.social.coordinator
    client.force_login(person)
    client.get("/accessibility/")
    first = UserSession.objects.get(user=person)
    with CaptureQueriesContext(connection) as queries:
        client.get("/accessibility/")
    assert not [query for query in queries.captured_queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    session = client.session
    session[KEY] -= 301
    session.save()
    client.get("/accessibility/")
    assert UserSession.objects.get(user=person).last_seen_at > first.last_seen_at


def test_nobody_is_written_down_who_is_not_signed_in(client, db):
    client.get("/accessibility/")
    assert not UserSession.objects.exists()
