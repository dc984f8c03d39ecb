"""Compile locale/*/LC_MESSAGES/*.po where the compiled file is missing or older: `python -m config.translations`.

By Babel, since a machine that runs the portal need not have gettext; the compiled files are not in the repository.
"""

import os
from pathlib import Path

from babel.messages import mofile, pofile

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Bring every compiled file up to date; tells which it wrote. Written beside and renamed: another process may be reading."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalog = pofile.read_po(file, locale=source.parent.parent.name)
        unfinished = target.with_suffix(f".{os.getpid()}.tmp")
        with unfinished.open("wb") as file:
            mofile.write_mo(file, catalog)
        unfinished.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    compile_all()
