"""Run every attack on the Python binding and say what happened: ``python -m attacks``. Exit 1 when one gets through."""

from __future__ import annotations

import sys
import time

from attacks.case import Attack, attacks
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence
from pinnace.runtime import Package


def refusal(case: Attack) -> tuple[str, float]:
    """(code of the refusal or "accepted", seconds it took)."""
    data = case.make()
    start = time.perf_counter()
    try:
        if case.name.startswith("evidence."):
            evidence.read(data)
        else:
            Package(data)
        code = "accepted"
    except PinnaceError as error:
        code = error.code
    return code, time.perf_counter() - start


def main() -> int:
    through = 0
    cases = attacks() + attacks("evidence")
    for case in cases:
        code, seconds = refusal(case)
        through += code != case.code
        sign = "✓" if code == case.code else "✗"
        print(f"{sign} {case.name:<36}{code:<20}{1000 * seconds:7.1f} ms  {case.idea}")
    print(f"{len(cases)} attacks, {through} got through")
    return 1 if through else 0


if __name__ == "__main__":
    sys.exit(main())
