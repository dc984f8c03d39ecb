"""`make test`: every check and every test: `python -m tests.everything [pytest options]`.

The quick checks come first, side by side, and what they find ends it. Then the whole suite against the embedded servers, on all cores;
inside it, tests marked `debian` start a pytest of their own against Debian's PostgreSQL and redis-server (tests/config/test_debian.py).
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from config import embedded, translations
from tests.environment import without_settings

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def templates() -> list[str]:
    return [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]


def checks() -> list[tuple[str, list[str]]]:
    return [
        ("types", [str(BIN / "mypy")]),  # the longest
        ("ruff", [str(BIN / "ruff"), "check", "."]),
        ("ruff format", [str(BIN / "ruff"), "format", "--check", "."]),
        ("import contracts", [str(BIN / "lint-imports"), "--no-cache"]),
        ("templates", [str(BIN / "djade"), "--check", *templates()]),
        ("migrations", [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]),
    ]


def run(name: str, command: list[str], environment: dict[str, str]) -> str:
    """Silent when it passes; everything it said when not."""
    started = time.monotonic()
    result = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    print(f"{name}: {'passed' if result.returncode == 0 else 'FAILED'} ({time.monotonic() - started:.1f} s)", flush=True)
    return "" if result.returncode == 0 else result.stdout or f"{name} ended with {result.returncode}"


def main() -> None:
    translations.compile_all()
    data_dir = ROOT / ".data" / "checks"
    environment = {**without_settings(), "DEMO": "1", "DATA_DIR": str(data_dir)}
    servers = embedded.lent(data_dir, durable=False)
    with servers as (environment["DATABASE_URL"], environment["REDIS_URL"]), ThreadPoolExecutor(os.cpu_count()) as pool:
        said = "\n".join(filter(None, pool.map(lambda check: run(*check, environment), checks())))
    if said:
        sys.exit(said)
    # one more than there are cores: each waits for the database, the browser or another program now and then
    workers = str((os.cpu_count() or 1) + 1)
    os.execv(sys.executable, [sys.executable, "-m", "pytest", "-n", workers, "--dist", "loadgroup", "-q", *sys.argv[1:]])


if __name__ == "__main__":
    main()
