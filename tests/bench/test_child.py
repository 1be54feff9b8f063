"""Measuring a command: its exit code, its words, its memory."""

from __future__ import annotations

import sys

import pytest

from bench import child


def python(code: str) -> child.Finished:
    return child.run([sys.executable, "-c", code])


def test_memory_is_that_of_the_command() -> None:
    small, large = python("pass"), python("block = bytearray(120_000_000)")
    assert small.peak_bytes < 60_000_000, "the memory of the process that starts it must not count"
    assert 120_000_000 < large.peak_bytes < small.peak_bytes + 140_000_000


def test_processor_time_is_less_than_waiting() -> None:
    finished = python("import time; time.sleep(0.3)")
    assert finished.seconds > 0.3 > finished.cpu_seconds > 0


def test_the_last_line_is_the_answer() -> None:
    finished = python("print('a table'); print('{\"bytes\": 7}')")
    assert finished.json() == {"bytes": 7}


def test_a_failure_speaks_for_itself() -> None:
    finished = python("import sys; print('{}'); sys.exit('no such file')")
    assert finished.code == 1
    with pytest.raises(RuntimeError, match="no such file"):
        finished.check()
