"""As whom the embedded PostgreSQL runs, since it refuses to run as root.

An ordinary user: as that one. Root: inside a user namespace that shows root to PostgreSQL as an ordinary user; the files stay root's and
no permission changes anywhere. Where namespaces are forbidden: as a system user of its own, to whom the database's folders are given.
"""

import os
import pwd
import shutil
import subprocess
from functools import cache
from pathlib import Path

NAME = "augenhoehe-db"


@cache
def _namespace() -> tuple[str, ...]:
    """The prefix that runs a command in a user namespace, empty where there is none. The user has to be one that the system can name."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    ordinary = next((user for user in pwd.getpwall() if user.pw_name == "nobody"), None)
    if ordinary is None:
        return ()
    prefix = (unshare, "--user", f"--map-user={ordinary.pw_uid}", f"--map-group={ordinary.pw_gid}", "--")
    return prefix if subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0 else ()


@cache
def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME], check=True, capture_output=True)
        return pwd.getpwnam(NAME)


def uid() -> int:
    """The owner that the database's folders have."""
    return os.getuid() if os.getuid() != 0 or _namespace() else _system_user().pw_uid


def give(folder: Path) -> None:
    """Let the database's user own one of its folders (changes something only as root without namespaces)."""
    if uid() != os.getuid():
        os.chown(folder, uid(), _system_user().pw_gid)


def command(words: list[str]) -> list[str]:
    """The command as it has to be called so that it does not run as root."""
    if os.getuid() != 0:
        return words
    if _namespace():
        return [*_namespace(), *words]
    user = _system_user()
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--", *words]
