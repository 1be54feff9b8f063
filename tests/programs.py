"""Programs that a test runs and that must succeed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

HANGS = 1800.0  # seconds: for a program that never ends; bundlers on a busy machine take minutes


def ran(*command: object, cwd: Path) -> str:
    """Standard output; what the program said when it fails."""
    program = shutil.which(str(command[0])) or str(command[0])
    done = subprocess.run([program, *map(str, command[1:])], cwd=cwd, capture_output=True, text=True, timeout=HANGS)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
