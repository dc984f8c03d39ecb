"""From a bare Python to one with everything installed: `python3 config/bootstrap.py run|test`, called by the Makefile.

Uses the standard library only, and no syntax that a too old Python could stumble over before it has read its sentence.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock"}
PACKAGES = {  # what only the tests need, by the program that shows it is there
    "chromium-headless-shell": ("chromium-headless-shell",),
    "redis-server": ("redis-server",),
    "postgresql": ("pg_ctlcluster", "pg_lsclusters"),
}


INSTEAD = {"chromium-headless-shell": ("chromium", "chromium-browser", "google-chrome")}  # do as well, in twice the time


def stop(sentence):
    sys.exit("\n" + sentence)


def stamp(name):
    return os.path.join(VENV, "installed-" + name)


def wanted(name):
    """What the stamp says once everything of this lock is installed for this Python."""
    with open(os.path.join(ROOT, LOCKS[name]), "rb") as lock:
        return hashlib.sha256(lock.read()).hexdigest() + " " + sys.version.split()[0]


def installed(name):
    try:
        with open(stamp(name)) as file:
            return os.path.exists(PYTHON) and file.read() == wanted(name)
    except OSError:
        return False


def works(*command):
    try:
        return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def make_venv():
    """A half-made environment is recognised by what it cannot do, and made anew."""
    if works(PYTHON, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"):
        return
    if os.path.islink(VENV):
        stop("The linked environment .venv does not work; please remove the link.")
    shutil.rmtree(VENV, ignore_errors=True)
    print("Making the environment .venv …", flush=True)
    if works(sys.executable, "-m", "venv", VENV):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not apt_install(["python3-venv"]) and works(sys.executable, "-m", "venv", VENV):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    stop("Python cannot make an environment here; please install its venv module (Debian and Ubuntu: apt install python3-venv).")


def install(name):
    """Exactly the locked packages, each checked against its hash."""
    if installed(name):
        return
    make_venv()
    print("Installing the packages of " + LOCKS[name] + " …", flush=True)
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    result = subprocess.run(command + ["-r", os.path.join(ROOT, LOCKS[name])], stderr=subprocess.PIPE, universal_newlines=True)
    if result.returncode:
        sys.stderr.write(result.stderr)
        stop("The packages could not be installed (see above); the next start tries again.")
    for each in LOCKS:
        if each == name or name == "test":  # the tests' lock holds the other one
            with open(stamp(each), "w") as file:
                file.write(wanted(each))


def apt_install(packages):
    """Install Debian packages where we may; returns those that are still missing."""
    if not packages or os.getuid() != 0 or not shutil.which("apt-get"):
        return packages
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive", RUNLEVEL="1")  # installs servers without starting them
    print("Installing " + ", ".join(packages) + " …", flush=True)

    def apt_get(*command):
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "universal_newlines": True}
        result = subprocess.run(["apt-get", "-qq"] + list(command), env=environment, **options)
        if result.returncode:
            sys.stderr.write(result.stdout)
        return result.returncode == 0

    apt_get("update")  # one source that does not answer may not be the one that has it
    return [package for package in packages if not apt_get("install", "-y", "--no-install-recommends", package)]


def has(programs):
    versions = "/usr/lib/postgresql"
    return any(shutil.which(program) for program in programs) or (
        "pg_ctlcluster" in programs and os.path.isdir(versions) and os.listdir(versions)
    )


def install_test_programs():
    missing = apt_install([package for package, programs in PACKAGES.items() if not has(programs)])
    missing = [package for package in missing if not has(INSTEAD.get(package, ()))]
    if missing:
        stop("The tests need " + ", ".join(missing) + "; please install them (Debian and Ubuntu: apt install " + " ".join(missing) + ").")


def main():
    if sys.version_info < (3, 11):
        stop("The portal needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make run PYTHON=python3.11")
    name = sys.argv[1]
    install(name)
    if name == "test":
        install_test_programs()
    if len(sys.argv) > 2:
        os.chdir(ROOT)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each program would compile hundreds of modules anew: half its start
        os.execv(PYTHON, [PYTHON] + sys.argv[2:])


if __name__ == "__main__":
    main()
