"""The command line around the verbs: help, errors, exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from pinnace.cli import errors, main
from pinnace.errors import PinnaceError


def fail_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run a verb that raises `error`; the exit code."""

    @click.command("broken")
    def broken() -> None:
        raise error

    monkeypatch.setattr(main.Verbs, "get_command", lambda self, ctx, name: broken)
    return main.run(["broken"])


@pytest.mark.parametrize("verb", main.VERBS)
def test_every_verb_has_help_with_examples(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([verb, "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Examples:" in shown
    assert f"pinnace {verb} " in shown
    assert "--json" in shown or verb == "try"  # which serves a page and answers nothing


def test_help_imports_no_numerical_library() -> None:
    script = "import sys; from pinnace.cli.main import run; run(['--help']); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], stdout=subprocess.DEVNULL).returncode == 0


def test_unknown_verb_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["trane"]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("error[usage.option]: No such command 'trane'")
    assert shown.out == ""


def test_missing_option_names_the_command_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["train", "reviews.csv"]) == 2
    assert "see `pinnace train --help`" in capsys.readouterr().err


@pytest.mark.parametrize("code", [1, 2])
def test_an_error_is_one_block_and_its_exit_code(
    code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = PinnaceError("data.row", what="no label", where="a.csv, line 3", hint="add one", exit_code=code)
    assert fail_with(error, monkeypatch) == code
    shown = capsys.readouterr()
    assert shown.err == "error[data.row]: no label\n  where: a.csv, line 3\n  do:    add one\n"
    assert shown.out == ""


def test_an_error_on_a_terminal_is_framed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    errors.show(PinnaceError("data.row", what="no [label]", where="a.csv, line 3", hint="add one"))
    shown = capsys.readouterr().err
    assert "error: data.row" in shown
    assert "no [label]" in shown
    assert "a.csv, line 3" in shown


def test_ctrl_c(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert fail_with(KeyboardInterrupt(), monkeypatch) == 130
    assert capsys.readouterr().err.strip() == "stopped; nothing was written"


def test_system_error_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fail_with(PermissionError(13, "Permission denied", str(tmp_path)), monkeypatch) == 2
    shown = capsys.readouterr().err
    assert "Permission denied" in shown
    assert str(tmp_path) in shown


def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_with(ZeroDivisionError(), monkeypatch)
