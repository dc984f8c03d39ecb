#!/usr/bin/env python3
"""Django's command line for the portal. Where no DATABASE_URL is given it borrows the embedded servers for as long as it runs."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from config import embedded

    with ExitStack() as stack:
        if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
            try:
                stack.enter_context(embedded.lent(Path(os.environ.get("DATA_DIR") or ROOT / ".data").resolve()))
            except (embedded.Broken, PermissionError) as error:
                sys.exit(f"The embedded database cannot be used: {error}")
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
