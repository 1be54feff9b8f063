"""Runs a command and measures it: wall seconds, CPU seconds, peak memory of all its processes together.

The command is started by a process of its own, because Linux counts the memory of the process that starts a program
into the peak of that program.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

POLL = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True)
class Finished:
    """What a command did and what it took."""

    code: int
    output: str  # standard output
    errors: str  # standard error
    seconds: float
    cpu_seconds: float
    peak_bytes: int

    def check(self) -> None:
        """RuntimeError with the command's own words when it failed."""
        if self.code:
            raise RuntimeError(f"exit code {self.code}: {self.errors or self.output}")

    def json(self) -> dict[str, Any]:
        """The last line of output, which is JSON; RuntimeError as `check`."""
        self.check()
        found: dict[str, Any] = json.loads(self.output.strip().splitlines()[-1])
        return found


def run(command: list[str], *, cwd: Path | None = None, threads: int | None = None) -> Finished:
    """Run to the end. `threads` bounds the threads of the linear algebra libraries."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    limits = {} if threads is None else {name: str(threads) for name in names}
    with TemporaryFile("w+") as measured:
        starter = [sys.executable, "-S", __file__, str(measured.fileno()), *command]
        ended = subprocess.run(
            starter, cwd=cwd, env={**os.environ, **limits}, capture_output=True, text=True, pass_fds=[measured.fileno()]
        )
        measured.seek(0)
        return Finished(ended.returncode, ended.stdout, ended.stderr, **json.loads(measured.read()))


def _start(report: int, command: list[str]) -> int:
    """In the starting process: run the command, write what it took to the descriptor `report`."""
    began = time.perf_counter()
    process = subprocess.Popen(command)
    peak = _Peak(process.pid)
    peak.start()
    code = process.wait()
    seconds = time.perf_counter() - began
    peak.stop.set()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024
    os.write(
        report,
        json.dumps(
            {
                "seconds": seconds,
                "cpu_seconds": used.ru_utime + used.ru_stime,
                "peak_bytes": max(used.ru_maxrss * unit, peak.bytes),
            }
        ).encode(),
    )
    return code


class _Peak(threading.Thread):
    """Watches the resident memory of a process and its descendants together (Linux; elsewhere it sees nothing)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.bytes, self.stop = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.stop.wait(POLL):
            self.bytes = max(self.bytes, _resident(self.pid))


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, IndexError):
        return 0  # gone between two looks
    return pages * resource.getpagesize() + sum(_resident(int(child)) for child in children)


if __name__ == "__main__":
    sys.exit(_start(int(sys.argv[1]), sys.argv[2:]))
