"""What a trap reports."""

from __future__ import annotations

from dataclasses import dataclass

PROBLEM, NOTE = "problem", "note"


@dataclass(frozen=True)
class Finding:
    """Something that breaks, or will (``problem``), or that is worth knowing (``note``)."""

    trap: str  # which of `examine.TRAPS`
    kind: str
    where: str  # a path in the folder, "" for the machine
    what: str
    fix: str


def problem(trap: str, where: str, what: str, fix: str) -> Finding:
    return Finding(trap, PROBLEM, where, what, fix)


def note(trap: str, where: str, what: str, fix: str = "") -> Finding:
    return Finding(trap, NOTE, where, what, fix)
