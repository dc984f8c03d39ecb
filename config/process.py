"""Small questions about processes, and locks that the system gives back by itself when their holder dies."""

import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Ask every 10 ms, at most so many seconds long; tells whether it came true."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def is_alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    if not Path("/proc/self/stat").exists():
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def command_line(pid: int) -> str:
    """The command line of a process, empty when it is gone or not to be read: process numbers are given out again."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        if not shutil.which("ps"):
            return ""
        return subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout


def end_group(pid: int, *, seconds: float) -> None:
    """End a process that leads a group of its own, and the whole group; what has not ended in time is killed."""
    for sent, patience in ((signal.SIGTERM, seconds), (signal.SIGKILL, 5)):
        try:
            os.killpg(pid, sent)
        except ProcessLookupError:
            return
        if wait_until(lambda: not is_alive(pid), patience) and sent == signal.SIGKILL:
            return


@contextmanager
def lock(path: Path, *, wait: bool = True, shared: bool = False) -> Iterator[bool]:
    """Hold a lock file for the length of a block; yields whether it was to be had. A dead holder's lock is free at once."""
    mode = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB)
    with path.open("a") as file:
        try:
            fcntl.flock(file, mode)
        except BlockingIOError:
            yield False
        else:
            yield True
