"""Setting up: what fails says why, and leaves nothing half-made."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import environment
import pytest


def test_run_shows_the_command_and_leaves_with_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        environment.run(sys.executable, "-c", "raise SystemExit(7)")
    assert stopped.value.code == 7
    shown = capsys.readouterr()
    assert "raise SystemExit(7)" in shown.out
    assert "ended with exit code 7" in shown.err


@pytest.mark.parametrize("error", [subprocess.CalledProcessError(1, ["ensurepip"]), ImportError("ensurepip")])
def test_python_without_ensurepip(error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def create(folder: Path, *, with_pip: bool) -> None:
        (folder / "bin").mkdir(parents=True)
        raise error

    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(venv, "create", create)
    with pytest.raises(SystemExit, match="python3-venv"):
        environment.ensure()
    assert not (tmp_path / ".venv").exists()
