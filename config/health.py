"""What a container engine or a load balancer asks: /livez (does the process answer at all?) and /readyz (may it be given requests?).

A middleware in front of all others, since such a question comes by IP address and plain HTTP: it would fail at the check of the host
name and at the redirection to HTTPS, and needs no session, language or person. Nothing about the installation is told.
"""

import logging

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse

from config import addresses

log = logging.getLogger(__name__)
_known = {"migrated": False}


class HealthMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/livez":
            return no_store(HttpResponse("ok", content_type="text/plain"))
        if request.path == "/readyz":
            state = readiness()
            return no_store(JsonResponse(state, status=503 if "down" in state.values() else 200))
        return self.get_response(request)


def no_store(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response


def readiness() -> dict[str, str]:
    """The database has to answer and to have all tables; without the broker everything works, only later: work waits for the sweeper."""
    return {"database": _database(), "broker": _broker()}


def _database() -> str:
    try:
        if not _known["migrated"]:
            executor = MigrationExecutor(connection)
            _known["migrated"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
            return "ok" if _known["migrated"] else "down"
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.warning("The database does not answer: %s", error)
        return "down"
    return "ok"


def _broker() -> str:
    try:
        with redis.Redis.from_url(addresses.cache(settings.REDIS_URL), socket_timeout=1, socket_connect_timeout=1, retry=None) as client:
            client.ping()
    except (redis.RedisError, OSError) as error:
        log.warning("The broker does not answer: %s", error)
        return "degraded"
    return "ok"
