"""Run a benchmark in the environment that has the peers.

    python3 scripts/bench.py NAME [ARGUMENTS]      names: the files in bench/
"""

from __future__ import annotations

import sys

import environment

BENCH = environment.ROOT / "bench"


def main() -> None:
    names = sorted(path.stem for path in BENCH.glob("*.py") if not path.stem.startswith("_"))
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        raise SystemExit(f"usage: python3 scripts/bench.py NAME [ARGUMENTS]\nnames: {', '.join(names)}")
    environment.ensure("dev", "bench")
    environment.run(environment.PYTHON, f"bench/{sys.argv[1]}.py", *sys.argv[2:])


if __name__ == "__main__":
    main()
