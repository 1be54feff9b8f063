"""Runtimes that are programs: found on this machine or not, asked through standard input, judged by their exit."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pinnace.checking.protocol import Answers, Malformed, Request, parse
from pinnace.runtime import library

LACKS = 77  # exit code: this machine cannot run the build that it was given
SAYS_WHY = re.compile(r"(Uncaught |Exception in .*)?[\w.]*Error\b")  # a line that begins so: others quote the source
TIMEOUT = 1800.0  # seconds: for a run that hangs


class NotRun(Exception):
    """This machine lacks what the runtime takes; the message says what."""


class Broken(Exception):
    """The runtime ran and failed; the message says how."""


def find(*names: str) -> str:
    """The first of these programs that is installed."""
    for name in names:
        if found := shutil.which(name):
            return found
    raise NotRun(f"{names[0]} is not installed")


def build(name: str) -> Path:
    """A build of the core that this installation carries."""
    path = library.BIN / name
    if not path.exists():
        raise NotRun(f"this installation carries no {name}; in a checkout: python scripts/{_script(name)}")
    return path


def _script(name: str) -> str:
    return "build_kotlin.py" if name.endswith(".jar") else "build_core.py"


def ask(command: Sequence[str | Path], request: Request) -> Answers:
    """Run a program that reads the request and writes the answers."""
    try:
        done = subprocess.run(
            [str(part) for part in command], input=bytes(request), capture_output=True, timeout=TIMEOUT
        )
    except subprocess.TimeoutExpired:
        raise Broken(f"gave no answer in {TIMEOUT:.0f} s") from None
    if done.returncode == LACKS:
        raise NotRun("this machine lacks what the build needs")
    if done.returncode:
        lines = [line for line in done.stderr.decode(errors="replace").splitlines() if line.strip()]
        said = next((line for line in lines if SAYS_WHY.match(line)), lines[-1] if lines else "")
        raise Broken(f"stopped with exit code {done.returncode}. {said.strip()[:200]}".strip())
    try:
        return parse(done.stdout, request)
    except Malformed as error:
        raise Broken(str(error)) from None
