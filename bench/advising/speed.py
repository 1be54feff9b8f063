"""How long `pinnace advise` takes, start of Python included: every example, 10,000 draws; bar: 2 s."""

from __future__ import annotations

import argparse
import os
import sys

from bench import child
from bench.interval import spread
from bench.machine import ROOT
from bench.report import Report

BAR = 2.0  # seconds
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round of three examples, nothing saved")
    args = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its modules compiled
    os.environ["OMP_NUM_THREADS"] = "1"
    report = Report(
        "advise-speed",
        "How long `pinnace advise` takes",
        quick=args.quick,
        command="advising/speed",
        notes=(
            f"Bar: {BAR:.0f} s for the whole command, `pinnace advise APP.toml --json`, with 10,000 draws.",
            "seconds: on the clock, of a machine shared with other work; CPU: of the process, which is what it takes "
            "on a machine of its own. Median of the rounds, in brackets the middle half.",
        ),
    )
    examples = sorted(ROOT.glob("examples/*/app.toml"))
    child.run(command(examples[0]))  # compiles the modules
    for path in examples[:3] if args.quick else examples:
        ended = [child.run(command(path)) for _ in range(1 if args.quick else ROUNDS)]
        for each in ended:
            if each.code not in (0, 1):
                each.check()
        wall, cpu = spread([each.seconds for each in ended]), spread([each.cpu_seconds for each in ended])
        report.add(
            example=path.parent.name,
            seconds=f"{wall['median']:.2f} ({wall['low']:.2f}–{wall['high']:.2f})",
            CPU=f"{cpu['median']:.2f} ({cpu['low']:.2f}–{cpu['high']:.2f})",
            within="yes" if wall["median"] <= BAR else "**no**" if cpu["median"] > BAR else "CPU only",
            MB=f"{max(each.peak_bytes for each in ended) / 1e6:.0f}",
        )
    report.finish()


def command(path: object) -> list[str]:
    return [sys.executable, "-m", "pinnace", "advise", str(path), "--json"]


if __name__ == "__main__":
    main()
