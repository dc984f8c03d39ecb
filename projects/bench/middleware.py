import re
import time

from django.db import connection

# what every request costs before the first line of a view: the session, the person, the list of own sessions; and what a process looks up
# once in its life
SESSION_AND_USER = re.compile(
    r'FROM "django_content_type" WHERE|"django_session"|"usersessions_usersession"|^(RELEASE )?SAVEPOINT'
    r'|^SELECT [^;]* FROM "partnerships_person" WHERE "partnerships_person"\."id" = \S+ LIMIT 21$'
)


class CostMiddleware:
    """Tells in headers what a request cost: X-Queries besides those for session and user, Server-Timing in milliseconds."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        queries = []

        def count(execute, sql, params, many, context):
            queries.append(sql)
            return execute(sql, params, many, context)

        started = time.perf_counter()
        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response.headers["Server-Timing"] = f"total;dur={(time.perf_counter() - started) * 1000:.3f}"
        response.headers["X-Queries"] = str(sum(not SESSION_AND_USER.search(sql) for sql in queries))
        return response
