"""Files the portal keeps: below MEDIA_ROOT, outside whatever a web server shows, readable by the portal alone, under random names.

A file is written into `incoming` on the same disk, forced onto it and then renamed, so that there is a whole one or none.
"""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings

INCOMING = "incoming"
CHUNK = 64 * 1024


def folder(*parts: str) -> Path:
    """A folder below MEDIA_ROOT, made where it is missing; nobody but the portal reads there."""
    path = Path(settings.MEDIA_ROOT)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    for part in parts:
        path /= part
        path.mkdir(mode=0o700, exist_ok=True)
    return path


def new_name(suffix: str = "") -> str:
    """Random, with the folder it lies in: "3f/3fa1…"."""
    letters = secrets.token_hex(20)
    return f"{letters[:2]}/{letters}{suffix}"


def new_incoming() -> Path:
    """Where a file is written before it has a place; made empty, with mode 0600."""
    path = folder(INCOMING) / secrets.token_hex(20)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return path


def place(source: Path, area: str, name: str) -> Path:
    """Give a written file its place `area`/`name`: on the disk first, then renamed. A file that is there already is never replaced."""
    first, last = name.split("/")
    final = folder(area, first) / last
    with source.open("rb") as file:
        os.fsync(file.fileno())
    source.chmod(0o600)
    final.hardlink_to(source)
    source.unlink()
    directory = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return final


def copy(area: str, name: str, new: str) -> Path:
    """The same file under another name, so that either may go without the other; it takes no room of its own."""
    first, last = new.split("/")
    final = folder(area, first) / last
    final.hardlink_to(path_of(area, name))
    return final


def path_of(area: str, name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / area / name


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sweep(area: str, kept: set[str], *, older_than: float) -> int:
    """Remove what lies in an area and no row names, if it was written before that time; tells how many."""
    gone = 0
    for path in folder(area).glob("*/*"):
        if f"{path.parent.name}/{path.name}" not in kept and path.stat().st_mtime < older_than:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
