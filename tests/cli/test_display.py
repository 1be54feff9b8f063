"""What training shows: plain lines in a log, a live table on a terminal."""

from __future__ import annotations

import io

from rich.console import Console

from pinnace.cli.display import Display

ROW = {
    "rung": "words-2",
    "bytes": 8_200,
    "validation_accuracy": 0.9123,
    "seconds": 1.25,
    "parameters": 3_604,
    "milliseconds": 0.0312,
}


def shown(*, terminal: bool) -> str:
    console = Console(file=io.StringIO(), force_terminal=terminal, width=100, markup=False)
    with console.capture() as capture, Display(console) as display:
        display.stage("counting n-grams", 10)
        display.advance(10)
        display.rung(ROW)
    return capture.get()


def test_a_log_gets_lines_and_the_table_once() -> None:
    text = shown(terminal=False)
    assert "counting n-grams" in text
    assert text.count("words-2") == 1
    assert "8.2 KB" in text
    assert "91.23%" in text
    assert "3,604" in text
    assert "0.031" in text
    assert "\x1b" not in text


def test_a_terminal_gets_a_live_table() -> None:
    text = shown(terminal=True)
    assert "words-2" in text
    assert "\x1b" in text
