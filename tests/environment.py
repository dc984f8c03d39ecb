"""What a person has set for the portal of their own must not change what the checks and tests say."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
SERVERS = {"DATABASE_URL", "REDIS_URL"}  # may be named: then the tests run on these


def settings() -> set[str]:
    """The variables the portal reads, from the table of the README; tests/config/test_compose.py sees to it that none is missing there."""
    return {*re.findall(r"^\| `([A-Z_]+)`", README.read_text(), re.MULTILINE), "DJANGO_SETTINGS_MODULE", "TZ", "LANGUAGE"}


def without_settings(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name not in settings() - SERVERS}
