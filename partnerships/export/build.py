"""The plain work behind the task: claim, write beside, rename, done - safe to run twice, to be killed, to be cancelled."""

import logging
import os
import time
from pathlib import Path

from django.conf import settings
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import Refused, require
from partnerships.export.models import Export
from partnerships.export.registry import exporter_of

log = logging.getLogger(__name__)

MOST_RUNS = 3
BEAT_SECONDS = 1.0


class Stopped(Exception):
    """Somebody cancelled it, or another worker has taken it over."""


def claim(export_id) -> Export | None:
    """Take a waiting export; None when somebody else was quicker or it is no longer wanted."""
    moment = clock.now()
    taken = Export.objects.filter(pk=export_id, state=Export.State.QUEUED).update(
        state=Export.State.RUNNING, runs=F("runs") + 1, done=0, total=0, heartbeat_at=moment
    )
    return Export.objects.select_related("person", "partnership").get(pk=export_id) if taken else None


class Progress:
    """Counts rows; once a second tells the row how far it is, and learns whether it is still wanted."""

    def __init__(self, export: Export, total: int):
        self.mine = Export.objects.filter(pk=export.pk, state=Export.State.RUNNING, runs=export.runs)
        self.done, self.total, self.next = 0, total, 0.0

    def tick(self) -> None:
        self.done += 1
        if time.monotonic() >= self.next:
            self.tell()

    def tell(self) -> None:
        self.next = time.monotonic() + BEAT_SECONDS
        if not self.mine.update(done=min(self.done, self.total), total=self.total, heartbeat_at=clock.now()):
            raise Stopped


def build(export: Export) -> None:
    """Write the file of a claimed export and finish its row. What went wrong is told in the row, in words."""
    mine = Export.objects.filter(pk=export.pk, state=Export.State.RUNNING, runs=export.runs)
    part = folder() / f"{export.pk}.part-{export.runs}"
    try:
        with translation.override(export.language):
            suffix = _write(export, part)
        final = folder() / f"{export.pk}-{export.runs}.{suffix}"
        part.replace(final)
        size = final.stat().st_size
        if not mine.update(
            state=Export.State.DONE,
            file=final.name,
            size=size,
            done=F("total"),
            finished_at=clock.now(),
            heartbeat_at=clock.now(),
            error="",
        ):
            final.unlink()
    except Stopped:
        log.info("export %s was stopped", export.pk)
    except Refused as refused:
        _fail(mine, refused.reason)
    except OSError as error:
        log.exception("export %s", export.pk)
        with translation.override(export.language):
            _fail(mine, _("The file could not be written: %(why)s.") % {"why": error.strerror or type(error).__name__})
    except Exception:
        with translation.override(export.language):
            _fail(mine, _("Something went wrong on our side. We have been told; please try again later."))
        raise
    finally:
        part.unlink(missing_ok=True)


def _write(export: Export, part: Path) -> str:
    exporter = exporter_of(export)
    require(exporter.may_read(export.person, export))
    work = exporter.work(export)
    progress = Progress(export, work.total)
    progress.tell()
    work.write(part, progress.tick)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    progress.tell()
    return work.suffix


def _fail(mine, sentence: str) -> None:
    mine.update(state=Export.State.FAILED, error=sentence[:300], finished_at=clock.now())


def folder() -> Path:
    """Where the files lie; nobody but the portal reads there."""
    path = Path(settings.EXPORT_DIR)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
