"""The accuracy gate: no package leaves that lost more than a stated margin to quantisation."""

from __future__ import annotations

from pinnace.errors import PinnaceError

MARGIN = 0.01  # of accuracy: one point
NETWORK_MARGIN = 0.002  # networks learn with the integers: a fifth of a point


def gate(*, float_accuracy: float, packaged_accuracy: float, rows: int, margin: float = MARGIN) -> None:
    """Refuses (exit 1) when the package is worse on the validation rows than its float model by more than the margin.

    One standard error of a difference of that size is allowed on top, so that one row of a hundred does not decide.
    """
    lost = float_accuracy - packaged_accuracy
    noise = (max(lost, 0.0) / max(rows, 1)) ** 0.5
    if lost > margin + noise:
        raise PinnaceError(
            "gate.accuracy",
            exit_code=1,
            where=f"{rows} validation rows",
            what=f"the package is right on {packaged_accuracy:.2%} of them, its float model on {float_accuracy:.2%}: "
            f"{100 * lost:.2f} points lost, {100 * margin:.2f} (± {100 * noise:.2f}) allowed",
            hint="allow more bytes with --max-size, or a wider margin with --margin",
        )
