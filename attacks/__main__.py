"""Run every attack on the Python binding and say what happened: ``python -m attacks``. Exit 1 when one gets through."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from attacks.case import Attack, attacks
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence
from pinnace.runtime import Package


def refusal_of(package: bytes) -> str:
    """Code of the refusal, or "accepted"."""
    try:
        Package(package)
    except PinnaceError as error:
        return error.code
    return "accepted"


def evidence_refusal_of(file: bytes) -> str:
    try:
        evidence.read(file)
    except PinnaceError as error:
        return error.code
    return "accepted"


def refusal(case: Attack) -> tuple[str, float]:
    """(code of the refusal or "accepted", seconds of processor time it took)."""
    data = case.make()
    start = time.process_time()
    code = evidence_refusal_of(data) if case.name.startswith("evidence.") else refusal_of(data)
    return code, time.process_time() - start


def main(write: Callable[[str], object] = print) -> int:
    through = 0
    cases = attacks() + attacks("evidence")
    for case in cases:
        code, seconds = refusal(case)
        through += code != case.code
        sign = "✓" if code == case.code else "✗"
        write(f"{sign} {case.name:<36}{code:<20}{1000 * seconds:7.1f} ms  {case.idea}")
    write(f"{len(cases)} attacks, {through} got through")
    return 1 if through else 0


if __name__ == "__main__":
    sys.exit(main())
