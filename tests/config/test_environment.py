"""A test run says the same wherever it is started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ODD = {
    "DEBUG": "1", "DEMO": "perhaps", "HTTPS": "1", "BENCH": "1", "SECRET_KEY": "short", "ALLOWED_HOSTS": "elsewhere.example.org",
    "BASE_URL": "https://elsewhere.example.org", "EMAIL_URL": "smtp://nobody@nowhere.invalid:1", "SESSION_IDLE_HOURS": "0", "PORT": "x",
    "DATA_DIR": "/proc/nothing", "STATIC_ROOT": "/proc/nothing", "SSL_REDIRECT": "1", "TRUSTED_PROXY_COUNT": "3",
    "EXPORT_SILENT_SECONDS": "0", "DJANGO_SETTINGS_MODULE": "somebody.elses", "TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C",
    "LANGUAGE": "fr", "LOG_LEVEL": "nonsense", "DEMO_PASSWORD": "another",
}  # fmt: skip
SOME = [
    "tests/config/test_cache.py",
    "tests/partnerships/notice",
    "tests/projects/home/test_home.py",
]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nothing_that_is_set_for_a_portal_changes_a_test_run():
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTEST_") and name not in ("DATABASE_URL", "REDIS_URL")
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *SOME]
    result = subprocess.run(command, cwd=ROOT, env=kept | ODD, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-2000:]
