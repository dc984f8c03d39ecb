"""The container files, read without a container engine: what they call, set and open has to exist in the code."""

import importlib.util
import re
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from config import addresses, probe, serve

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service.get("image") == "augenhoehe"}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE_ONLY = {"POSTGRES_PASSWORD", "PORTAL_HOST"}
READ = re.compile(r"""(?:\b(?:text|flag|words|env\.dj_email_url)\(|environ(?:ment)?\.get\()\s*"([A-Z0-9_]+)\"""")


def read_by_the_code() -> set[str]:
    return {name for path in (ROOT / "config").glob("*.py") for name in READ.findall(path.read_text())} - {"MAKELEVEL"}


def with_defaults(value: str) -> str:
    """A value as compose fills it in where nothing else is said."""
    return re.sub(r"\$\{(\w+)(?::([-?])([^}]*))?\}", lambda match: match[3] if match[2] == "-" else "filled-in", value)


def test_the_installation_has_its_six_parts_and_three_in_profiles():
    assert set(SERVICES) == {"migrate", "web", "worker", "beat", "db", "redis", "mail", "proxy", "clamav"}
    assert {name: service["profiles"] for name, service in SERVICES.items() if "profiles" in service} == {
        "mail": ["mail"],
        "proxy": ["tls"],
        "clamav": ["antivirus"],
    }


def test_each_program_of_the_portal_is_started_by_its_own_service():
    assert {name: OURS[name]["command"] for name in serve.PROGRAMS} == {
        name: ["python", "-m", "config.serve", name] for name in serve.PROGRAMS
    }
    assert set(OURS) == {"migrate", *serve.PROGRAMS}
    _python, manage, command, *_options = OURS["migrate"]["command"]
    assert (ROOT / manage).exists()
    assert command in get_commands()


@pytest.mark.parametrize("program", serve.PROGRAMS)
def test_the_command_line_of_a_program_names_modules_that_are_there(program):
    module, *words = serve.command(program)
    assert importlib.util.find_spec(module)
    target = words[0].partition(":")[0] if program == "web" else words[1]
    assert importlib.util.find_spec(target)


def test_every_variable_that_is_set_is_read_by_the_code():
    assert {name for service in OURS.values() for name in service["environment"]} <= read_by_the_code()
    in_image = set(re.findall(r"\b([A-Z0-9_]+)=", re.search(r"^ENV (.*)$", DOCKERFILE.replace("\\\n", ""), re.MULTILINE)[1]))
    assert in_image - {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"} <= read_by_the_code()


def test_what_production_refuses_to_miss_cannot_be_left_out():
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "EMAIL_URL"):
        assert OURS["web"]["environment"][name].startswith(f"${{{name}:?")
    assert not {"DEMO", "DEBUG"} & set(OURS["web"]["environment"])


def test_the_addresses_name_services_of_the_installation():
    environment = {name: with_defaults(value) for name, value in OURS["web"]["environment"].items()}
    database = addresses.database(environment["DATABASE_URL"])
    assert (database["HOST"], database["PORT"]) == ("db", "5432")
    assert (database["USER"], database["NAME"]) == (
        SERVICES["db"]["environment"]["POSTGRES_USER"],
        SERVICES["db"]["environment"]["POSTGRES_DB"],
    )
    assert environment["REDIS_URL"].startswith("redis://redis:6379/")
    assert "smtp://mail:1025 with --profile mail" in OURS["web"]["environment"]["EMAIL_URL"]


def test_one_port_from_the_image_to_the_outside():
    port = re.search(r"\bPORT=(\d+)", DOCKERFILE)[1]
    assert re.search(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)[1] == port
    assert [with_defaults(entry) for entry in OURS["web"]["ports"]] == [f"127.0.0.1:8000:{port}"]
    assert SERVICES["proxy"]["command"][-2:] == ["--to", f"web:{port}"]
    assert re.search(r"\bHOST=(\S+)", DOCKERFILE)[1] == "0.0.0.0"


def test_each_health_check_asks_something_that_answers():
    assert re.search(r'HEALTHCHECK .* CMD \["python", "-m", "config.probe", "web"\]', DOCKERFILE)
    for name in ("worker", "beat"):
        assert OURS[name]["healthcheck"]["test"] == ["CMD", "python", "-m", "config.probe", name]
    assert set(probe.PROBES) == set(serve.PROGRAMS)
    assert all("healthcheck" in SERVICES[name] for name in ("db", "redis"))


def test_services_wait_for_services_that_have_a_health_check_or_an_end():
    for service in SERVICES.values():
        for name, need in service.get("depends_on", {}).items():
            ends = need["condition"] == "service_completed_successfully"
            assert SERVICES[name].get("restart") == "no" if ends else "healthcheck" in SERVICES[name] or name == "web"


def test_every_volume_is_declared_and_the_queue_is_kept():
    used = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])
    assert "--appendonly yes" in " ".join(SERVICES["redis"]["command"])


def test_the_image_is_built_in_two_stages_and_runs_as_nobody_special():
    stages = DOCKERFILE.split("\nFROM ")[1:]
    assert len(stages) == 2
    assert re.search(r"^USER portal$", stages[1], re.MULTILINE)
    assert "--require-hashes -r requirements.lock" in stages[0]
    assert all(
        tuple(map(int, version)) >= (3, 11) for version in re.findall(r"^(?:FROM )?python:(\d+)\.(\d+)", "\n".join(stages), re.MULTILINE)
    )
    for source in re.findall(r"^COPY (?!--from)(\S+)", DOCKERFILE, re.MULTILINE):
        assert (ROOT / source).exists()
    for module in re.findall(r"-m (config\.\w+)", DOCKERFILE):
        assert importlib.util.find_spec(module)


def test_the_tests_are_not_in_the_image():
    assert "tests" in (ROOT / ".dockerignore").read_text().split()


def test_the_readme_lists_every_variable_and_no_other():
    table = set(re.findall(r"^\| `([A-Z0-9_]+)`", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert table == read_by_the_code() | COMPOSE_ONLY


def test_every_setting_of_a_real_installation_is_passed_on():
    of_the_image = {"DATA_DIR", "MEDIA_ROOT", "STATIC_ROOT", "HOST", "PORT"}
    never_in_production = {"DEMO", "DEMO_PASSWORD", "BENCH", "DEBUG"}
    assert set(OURS["web"]["environment"]) == read_by_the_code() - of_the_image - never_in_production


def test_the_proxy_gets_its_certificate_for_one_host():
    assert SERVICES["proxy"]["command"][2:4] == ["--from", "${PORTAL_HOST:-${ALLOWED_HOSTS}}"]
