"""The measuring itself: its data are what it says, its headers exist only for it, and it runs from end to end."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import override_settings

from partnerships.partnership.models import Partnership
from projects.bench import build, measure
from projects.bench.profile import where_time_goes
from projects.contribution.models import Contribution
from projects.project.models import Project

ROOT = Path(__file__).resolve().parent.parent.parent.parent


@pytest.mark.django_db
def test_few_sees_one_of_each_and_many_a_quarter_of_all():
    build.make(partnerships=8, projects=24, contributions=48)
    few, many = build.visitors()
    assert [model.objects.visible_to(few).count() for model in (Partnership, Project, Contribution)] == [3, 5, 19], (
        "one partnership with one of each, and everything once in each state"
    )
    assert [model.objects.visible_to(many).count() for model in (Partnership, Project, Contribution)] == [4, 10, 26], (
        "and everything once in each state"
    )
    assert [model.objects.count() for model in (Partnership, Project, Contribution)] == [13, 33, 81]


def test_every_url_of_ours_is_looked_at():
    names = measure.names()
    assert names["partnership_detail"] == ["pk"]
    assert names["partnership_list"] == []
    assert not [name for name in names if name.startswith(("account_", "admin:"))]


@pytest.mark.django_db
def test_costs_are_told_only_to_the_measuring(client, cast):
    client.force_login(cast.social.coordinator)
    assert "X-Queries" not in client.get("/accessibility/").headers


@pytest.mark.django_db
def test_session_and_user_are_not_counted(client, cast, settings):
    client.force_login(cast.social.coordinator)
    middleware = ["projects.bench.middleware.CostMiddleware", *settings.MIDDLEWARE]
    with override_settings(MIDDLEWARE=middleware, ROOT_URLCONF="projects.bench.bare"):
        client.get("/bench/bare/")  # the first one writes the session down
        answer = client.get("/bench/bare/")
    assert answer.status_code == 200
    assert float(re.fullmatch(r"total;dur=([\d.]+)", answer["Server-Timing"])[1]) > 0
    assert answer["X-Queries"] == "2", "its own, and the memberships that the header shows"


@pytest.mark.django_db
def test_profile__is_one_of_the_page__whatever_is_set_for_a_portal(cast, settings):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = [], True
    person = cast.social.coordinator
    assert "projects/home/views.py" in where_time_goes(person, [measure.Page("home", "/")])
    with pytest.raises(RuntimeError, match="/nowhere/ answers 404"):
        where_time_goes(person, [measure.Page("home", "/nowhere/")])


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_bench_runs_from_end_to_end(tmp_path):
    environment = {key: value for key, value in os.environ.items() if key != "PYTEST_XDIST_WORKER"} | {
        "DEMO": "1",
        "DATA_DIR": str(tmp_path),
    }
    size = ["--partnerships", "4", "--projects", "4", "--contributions", "8", "--rounds", "2"]
    pages = ["partnership_list", "partnership_detail", "goal_list", "contribution_detail", "agreement_detail", "ledger_all"]
    command = [sys.executable, "manage.py", "bench", *size, "--only", *pages]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    lines = {line.split()[0]: line.split() for line in result.stdout.splitlines() if line}
    assert float(lines["bare"][5]) > 0
    assert {"partnership_list", "partnership_detail"} <= set(lines)
    assert re.search(r"^\d+ pages, \d+ more not measured, \d+ of them miss a goal", result.stdout, re.MULTILINE)
