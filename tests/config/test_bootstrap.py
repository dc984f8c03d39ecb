"""From a bare Python to an environment with everything installed, and the ways in which that can be half done."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("bootstrap")]
ROOT = Path(__file__).resolve().parent.parent.parent

TOO_OLD = """
import runpy, sys
sys.version_info, sys.version = (3, 9, 2), "3.9.2 (old)"
runpy.run_path("config/bootstrap.py", run_name="__main__")
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A checkout whose locks hold nothing, so that nothing is fetched."""
    checkout = tmp_path_factory.mktemp("checkout")
    (checkout / "config").mkdir()
    shutil.copy(ROOT / "config" / "bootstrap.py", checkout / "config")
    for lock in ("requirements.lock", "requirements-test.lock"):
        (checkout / lock).write_text("# nothing\n")
    return checkout


@pytest.fixture
def bare(checkout) -> Path:
    shutil.rmtree(checkout / ".venv", ignore_errors=True)
    return checkout


def bootstrap(checkout: Path) -> str:
    command = [sys.executable, "config/bootstrap.py", "run", "-c", "import sys; print('ready', sys.prefix)"]
    result = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False, timeout=100)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_a_python_that_cannot_make_environments_is_told_what_to_install(bare, tmp_path):
    """Debian's python3 without python3-venv, on a machine where nothing may be installed."""
    (tmp_path / "venv.py").write_text("raise SystemExit('The virtual environment was not created: ensurepip is not available.')")
    environment = {"PYTHONPATH": str(tmp_path), "PATH": str(tmp_path)}
    command = [sys.executable, "config/bootstrap.py", "run"]
    result = subprocess.run(command, cwd=bare, env=environment, capture_output=True, text=True, check=False, timeout=100)
    assert result.returncode == 1
    assert result.stdout == "Making the environment .venv …\n"
    assert result.stderr == (
        "\nPython cannot make an environment here; please install its venv module (Debian and Ubuntu: apt install python3-venv).\n"
    )
    assert not (bare / ".venv").exists()


def test_a_fresh_checkout_gets_an_environment_once(bare):
    first, second = bootstrap(bare), bootstrap(bare)
    ready = f"ready {bare / '.venv'}\n"
    assert first == f"Making the environment .venv …\nInstalling the packages of requirements.lock …\n{ready}"
    assert second == ready


def test_what_is_compiled_is_kept__or_each_program_compiles_it_anew(checkout):
    (checkout / "said.py").write_text("print('said')")
    bootstrap(checkout)
    command = [sys.executable, "config/bootstrap.py", "run", "-c", "import said"]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    assert subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=True).stdout == "said\n"
    assert list((checkout / "__pycache__").glob("said.*.pyc"))


def test_a_half_made_environment_is_made_anew(checkout):
    bootstrap(checkout)
    (checkout / ".venv" / "installed-run").unlink()
    shutil.rmtree(next((checkout / ".venv" / "lib").glob("*/site-packages")) / "pip")
    assert bootstrap(checkout).startswith("Making the environment .venv …\n")


def test_an_environment_without_its_python_is_made_anew(checkout):
    bootstrap(checkout)
    shutil.rmtree(checkout / ".venv" / "bin")
    assert bootstrap(checkout).startswith("Making the environment .venv …\n")


def test_a_changed_lock_is_installed_again(checkout):
    bootstrap(checkout)
    (checkout / "requirements.lock").write_text("# nothing, said otherwise\n")
    assert bootstrap(checkout).startswith("Installing the packages of requirements.lock …\n")
    stamp = (checkout / ".venv" / "installed-run").read_text().split()[0]
    assert stamp == hashlib.sha256((checkout / "requirements.lock").read_bytes()).hexdigest()


def test_a_package_that_does_not_match_its_hash_is_not_installed(checkout):
    (checkout / "requirements.lock").write_text("pip==0.0.0 --hash=sha256:" + "0" * 64 + "\n")
    result = subprocess.run([sys.executable, "config/bootstrap.py", "run"], cwd=checkout, capture_output=True, text=True, check=False)
    (checkout / "requirements.lock").write_text("# nothing\n")
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == "The packages could not be installed (see above); the next start tries again."


def test_a_python_too_old_is_told_which_one_is_needed():
    result = subprocess.run([sys.executable, "-c", TOO_OLD, "run"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr == "\nThe portal needs Python 3.11 or newer; this is 3.9.2. Name another one: make run PYTHON=python3.11\n"
