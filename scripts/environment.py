"""The virtual environment that every other script works in.

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def run(*command: str | Path, quiet: bool = False) -> None:
    """Show a command, run it in the repository, and leave with its exit code when it fails."""
    shown = shlex.join(_short(str(part)) for part in command)
    print(f"\n$ {shown}", flush=True)
    output = subprocess.DEVNULL if quiet else None
    code = subprocess.run([str(part) for part in command], cwd=ROOT, env=_environment(), stdout=output).returncode
    if code:
        print(f"\nstopped: `{shown}` ended with exit code {code}", file=sys.stderr)
        raise SystemExit(code)


def ensure(*extras: str) -> None:
    """Create .venv and install this checkout into it, editable, with the named extras; once is enough."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this is the line that tells an older Python so
        raise SystemExit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]} ({sys.executable})")
    _create()
    stamp = VENV / f"installed-{'-'.join(extras) or 'base'}"
    sources = ("pyproject.toml", "constraints.txt")
    wanted = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in sources)).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    package = f".[{','.join(extras)}]" if extras else "."
    print("\ninstalling; the first time this downloads about 220 MB", flush=True)
    # --no-compile: modules are compiled when they are first imported, most never are. The build requirements (and
    # editables, which hatchling asks for) are installed, not isolated: the compiler is large and wanted again later.
    options = ("--quiet", "--no-compile", "--disable-pip-version-check", "-c", "constraints.txt")
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    run(PYTHON, "-m", "pip", "install", *options, *needed, "editables")
    run(PYTHON, "-m", "pip", "install", *options, "--no-build-isolation", "-e", package)
    stamp.write_text(wanted)


def _create() -> None:
    if PYTHON.exists():
        return
    print(f"creating {_short(str(VENV))} with Python {sys.version.split()[0]}", flush=True)
    try:
        venv.create(VENV, with_pip=True)
    except BaseException as error:
        shutil.rmtree(VENV, ignore_errors=True)  # half an environment would look like a whole one next time
        if not isinstance(error, subprocess.CalledProcessError | ImportError | OSError):
            raise
        raise SystemExit(
            f"This Python ({sys.executable}) cannot create a virtual environment with pip: {error}\n"
            "On Debian and Ubuntu that part is a package of its own: apt-get install python3-venv\n"
            "Then run the same command again."
        ) from error


def _environment() -> dict[str, str]:
    """The venv's programs first, and no setting of the caller that would import something else."""
    cleared = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME"}}
    return {**cleared, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}", "VIRTUAL_ENV": str(VENV)}


def _short(path: str) -> str:
    """Paths inside the repository as one would type them there."""
    return path.removeprefix(f"{ROOT}{os.sep}")
