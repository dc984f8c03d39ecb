"""Tell a worker, after commit and without waiting for the broker."""

import logging
import queue
import threading

from django.db import transaction

log = logging.getLogger(__name__)

_queue: queue.Queue = queue.Queue(maxsize=1000)
_lock = threading.Lock()
NAME = "hints"


def hint(task, *arguments) -> None:
    """When this transaction has committed, ask a worker to run `task` (a Celery task) with ids as arguments.

    Returns at once. If the broker is down the hint is lost, says so in the log, and the sweeper finds the row.
    """
    transaction.on_commit(lambda: _put(task, arguments))


def _put(task, arguments) -> None:
    with _lock:  # one publisher per process, started when it is first needed (after a fork, too)
        if not any(thread.name == NAME for thread in threading.enumerate()):
            threading.Thread(target=_publish, name=NAME, daemon=True).start()
    try:
        _queue.put_nowait((task, [str(argument) for argument in arguments]))
    except queue.Full:
        log.warning("too many hints waiting for the broker; the sweeper will find %s %s", task.name, arguments)


def _publish() -> None:
    while True:
        task, arguments = _queue.get()
        try:
            task.apply_async(args=arguments, retry=False)
        except Exception as error:  # noqa: BLE001 - whatever the broker does, the row is safe and the sweeper comes
            log.warning("no hint for %s %s: %s", task.name, arguments, error)
