"""What production refuses: in the command line check, and in web server, worker and beat themselves."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import addresses, checks, serve
from partnerships.person.models import Person

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = "a-long-random-value-of-this-test-and-of-no-installation-1234567890"
GOOD = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "portal.example.org", "DEMO": "", "DEBUG": ""}


@pytest.fixture
def production(settings, db):
    settings.DEBUG = settings.DEMO = False
    settings.SECRET_KEY = KEY
    settings.ALLOWED_HOSTS = ["portal.example.org"]
    return settings


def sentences() -> list[str]:
    return [error.msg.split(":")[0] for error in checks.refusals()]


def test_a_proper_installation_is_not_refused(production):
    assert checks.refusals() == []
    checks.refuse_to_start()


@pytest.mark.parametrize("key", ["", None])
def test_a_missing_key_is_refused(production, key):
    production.SECRET_KEY = key or production.DEFAULT_SECRET_KEY
    assert sentences() == ["SECRET_KEY is missing or the published default"]


def test_hosts_left_open_are_refused(production):
    production.ALLOWED_HOSTS = []
    assert sentences() == ["ALLOWED_HOSTS is not set"]


def test_demo_accounts_are_refused(production):
    Person.objects.create_user("mara@klangraum.example.org", is_demo=True)
    assert sentences() == ["There are demo accounts in this database, whose password is published"]
    with pytest.raises(SystemExit, match=r"^The portal does not start\. There are demo accounts"):
        checks.refuse_to_start()


def test_a_demonstration_is_not_refused(production):
    Person.objects.create_user("mara@klangraum.example.org", is_demo=True)
    production.DEMO, production.ALLOWED_HOSTS = True, []
    assert checks.refusals() == []


def installed() -> dict[str, str]:
    """This environment without what only the browser tests set in it."""
    return {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}


def start(command: list[str], settings, **environment: str) -> subprocess.CompletedProcess:
    """A process of its own on this test's database."""
    url = addresses.with_name(os.environ["DATABASE_URL"], settings.DATABASES["default"]["NAME"])
    everything = {**installed(), **GOOD, "DATABASE_URL": url, **environment}
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=everything, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("program", "missing"), list(zip(serve.PROGRAMS, ({"SECRET_KEY": ""}, {"ALLOWED_HOSTS": ""}, {}), strict=True)))
def test_no_program_starts_unsafely__and_it_says_everything_at_once(settings, program, missing):
    Person.objects.create_user("mara@klangraum.example.org", is_demo=True)
    result = start(["-m", "config.serve", program], settings, **missing)
    said = {
        "SECRET_KEY": "SECRET_KEY is missing or the published default: set it to a long random value.",
        "ALLOWED_HOSTS": "ALLOWED_HOSTS is not set: name the hosts under which the portal is reached.",
    }
    demo = "There are demo accounts in this database, whose password is published: use a database of its own, or set DEMO=1."
    sentences = [*(said[name] for name in missing), demo]
    assert (result.returncode, result.stderr.splitlines()) == (1, [f"The portal does not start. {each}" for each in sentences])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_check_deploy_is_silent_on_a_proper_installation(settings):
    result = start(["manage.py", "check", "--deploy", "--fail-level", "WARNING"], settings)
    assert (result.returncode, result.stderr, result.stdout) == (0, "", "System check identified no issues (3 silenced).\n")


@pytest.mark.parametrize(("value", "holds"), [("", False), ("1", True)])
def test_hsts_binds_other_hosts_only_where_that_is_wanted(value, holds):
    show = "from config import settings as s; print(s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD, len(s.SILENCED_SYSTEM_CHECKS))"
    everything = {**installed(), **GOOD, "HSTS_SUBDOMAINS": value, "HTTPS": "1"}
    result = subprocess.run([sys.executable, "-c", show], cwd=ROOT, env=everything, capture_output=True, text=True, check=True, timeout=60)
    assert result.stdout.split() == [str(holds), str(holds), "1" if holds else "3"]
