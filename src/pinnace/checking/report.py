"""What a check found, for people (`pinnace check`) and for programs (`--json`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict

EQUAL, DIFFERENT, NOT_RUN = "equal", "different", "not run"


class Row(TypedDict):
    """One runtime: equal, different or not run; how many of how many inputs differed; why, where there is more."""

    status: str
    cases: int
    mismatches: int
    why: str | None


@dataclass(frozen=True)
class Difference:
    """An input that a runtime answered otherwise. Numbers: scores (1/1024 nat), then probabilities (1/65536)."""

    runtime: str
    source: str  # which golden, torture case or row of --inputs
    text: bytes
    expected: list[int]
    got: list[int]

    def __str__(self) -> str:
        shown = self.text[:60].decode(errors="backslashreplace").replace("\0", "\\0")
        return f"{self.source} ({len(self.text):,} bytes: “{shown}”): expected {self.expected[:6]}, got {self.got[:6]}"


@dataclass(frozen=True)
class CheckReport:
    """``equal`` when every runtime that ran gave the expected answers."""

    equal: bool
    runtimes: dict[str, Row]
    differences: list[Difference] = field(default_factory=list)  # the first few of each runtime
