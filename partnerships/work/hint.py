"""Tell a worker, after commit and without waiting for the broker."""

import logging
import queue
import threading

from django.db import transaction

log = logging.getLogger(__name__)

_queue: queue.Queue = queue.Queue(maxsize=1000)
_lock = threading.Lock()
_thread: threading.Thread | None = None


def hint(task, *arguments) -> None:
    """When this transaction has committed, ask a worker to run `task` (a Celery task) with ids as arguments.

    Returns at once. If the broker is down the hint is lost, says so in the log, and the sweeper finds the row.
    """
    transaction.on_commit(lambda: _put(task, arguments))


def _put(task, arguments) -> None:
    global _thread  # one publisher per process, started when it is first needed (after a fork, too)
    with _lock:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_publish, name="hints", daemon=True)
            _thread.start()
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
