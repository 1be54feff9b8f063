"""The one error that Pinnace raises for what a person can put right.

Every error has a code of spec/errors.md, says what is wrong, where, and what to do next.
"""

from __future__ import annotations


class PinnaceError(Exception):
    """What went wrong, where, and the remedy.

    ``code`` is a row of spec/errors.md ("data.empty"); ``exit_code`` is 2 for bad input or usage, 1 for a "no".
    """

    def __init__(self, code: str, *, what: str, where: str = "", hint: str = "", exit_code: int = 2) -> None:
        super().__init__(code, what, where, hint)
        self.code = code
        self.what = what
        self.where = where
        self.hint = hint
        self.exit_code = exit_code

    def __str__(self) -> str:
        lines = [f"error[{self.code}]: {self.what}"]
        if self.where:
            lines.append(f"  where: {self.where}")
        if self.hint:
            lines.append(f"  do:    {self.hint}")
        return "\n".join(lines)
