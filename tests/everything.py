"""`make test`: every check and every test, in this order, ending at the first that fails: `python -m tests.everything [pytest options]`.

The quick checks come first. Then the whole suite against the embedded servers, on all cores; inside it, tests marked `debian` start a
pytest of their own against Debian's PostgreSQL and redis-server (tests/config/test_debian.py).
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from config import embedded, translations
from tests.environment import without_settings

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def templates() -> list[str]:
    return [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]


def checks() -> list[tuple[str, list[str]]]:
    return [
        ("ruff", [str(BIN / "ruff"), "check", "."]),
        ("ruff format", [str(BIN / "ruff"), "format", "--check", "."]),
        ("import contracts", [str(BIN / "lint-imports"), "--no-cache"]),
        ("templates", [str(BIN / "djade"), "--check", *templates()]),
        ("types", [str(BIN / "mypy")]),
        ("migrations", [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]),
    ]


def run(name: str, command: list[str], environment: dict[str, str]) -> None:
    """Silent when it passes; everything it said when not."""
    started = time.monotonic()
    result = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    print(f"{name}: {'passed' if result.returncode == 0 else 'FAILED'} ({time.monotonic() - started:.1f} s)", flush=True)
    if result.returncode:
        sys.exit(result.stdout)


def main() -> None:
    translations.compile_all()
    data_dir = ROOT / ".data" / "checks"
    environment = {**without_settings(), "DEMO": "1", "DATA_DIR": str(data_dir)}
    with embedded.lent(data_dir, durable=False) as (environment["DATABASE_URL"], environment["REDIS_URL"]):
        for name, command in checks():
            run(name, command, environment)
    sys.stdout.flush()
    workers = str(max(2, os.cpu_count() or 2))
    os.execv(sys.executable, [sys.executable, "-m", "pytest", "-n", workers, "--dist", "loadgroup", "-q", *sys.argv[1:]])


if __name__ == "__main__":
    main()
