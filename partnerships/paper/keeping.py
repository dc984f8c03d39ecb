"""What every kind of paper that is made once needs beside its making: workers that are told, and a folder that is kept tidy."""

import logging
from typing import Any

from partnerships.base import clock, files
from partnerships.work.hint import hint

log = logging.getLogger(__name__)
AT_ONCE = 50
KEPT_ORPHAN = 86_400


def hand_out(model: Any, task) -> int:
    """Papers that wait, also those whose hint was lost or whose worker died, are handed to workers; how many."""
    due = list(model.objects.waiting().filter(next_try_at__lte=clock.now()).values_list("pk", flat=True)[:AT_ONCE])
    for pk in due:
        hint(task, pk)
    return len(due)


def sweep(model: Any, area: str) -> None:
    """Files of a worker that was killed at the last moment go after a day; a paper whose file is missing is told in the log."""
    names = set(model.objects.exclude(file="").values_list("file", flat=True))
    files.sweep(area, names, older_than=clock.now().timestamp() - KEPT_ORPHAN)
    for name in sorted(names):
        if not files.path_of(area, name).is_file():
            log.error("the PDF %s/%s is missing: restore it from the backup of MEDIA_ROOT", area, name)
