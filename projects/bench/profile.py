"""Where the time of a page goes: asked for within this process, under Python's profiler."""

import cProfile
import io
import pstats
from collections.abc import Iterable

from django.test import Client
from django.test.utils import override_settings

from projects.bench.measure import WARM_UP, Page

TIMES, LINES = 5, 40


HERE = override_settings(ALLOWED_HOSTS=["localhost"], SECURE_SSL_REDIRECT=False)  # whoever measures need not have set up a portal


@HERE
def where_time_goes(person, pages: Iterable[Page]) -> str:
    """Of each page the functions that take longest, with all that they call; the profiler itself doubles every time."""
    client = Client(HTTP_ACCEPT_LANGUAGE="de", SERVER_NAME="localhost")
    client.force_login(person)
    report = io.StringIO()
    for page in pages:
        report.write(f"\n{page.label}, asked for {TIMES} times\n")
        headers = {"HX-Request": "true"} if page.fragment else {}
        for _ in range(WARM_UP):
            answer = client.get(page.path, headers=headers)
            if answer.status_code != page.status:
                raise RuntimeError(f"{page.path} answers {answer.status_code} here: that would be measured in its place.")
        with cProfile.Profile() as profiler:
            for _ in range(TIMES):
                client.get(page.path, headers=headers)
        pstats.Stats(profiler, stream=report).sort_stats("cumulative").print_stats(LINES)
    return report.getvalue()
