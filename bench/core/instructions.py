"""Instructions per prediction, counted by callgrind: they grow by more than 5 % only on purpose.

Counts, not times: the same on a busy machine. The packages are random numbers in the shapes of our rungs, the inputs
are bundled, and every build brings its own memcpy, so a count changes with the core, its flags and zig alone. Exit code
1 when one has grown; `--accept` makes today's counts the baseline (instructions.json), in a commit that says why.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import datasets
from bench.core import _packages
from bench.machine import ROOT
from bench.report import Report
from pinnace.checking import torture_pictures
from pinnace.checking.protocol import Request

sys.path.append(str(ROOT / "scripts"))  # programs, not a package
import build_core

HERE = Path(__file__).parent
BASELINE = HERE / "instructions.json"
GROWTH = 0.05
BUILDS = {"host": "host", "Android's flags": "android"}  # compiled for x86-64, as callgrind wants it
SETS = ("sse2", "avx2")  # of instructions; valgrind knows none beyond
CALLGRIND = ["valgrind", "--tool=callgrind", "--collect-atstart=no", "--toggle-collect=measured"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three inputs each; compared with nothing, saves nothing")
    parser.add_argument("--accept", action="store_true", help="these counts are the baseline from now on")
    args = parser.parse_args()
    if not shutil.which("valgrind"):
        raise SystemExit("instructions: *not run*, valgrind is not installed (python3 scripts/system.py)")
    before = {} if args.quick or not BASELINE.exists() else json.loads(BASELINE.read_text())
    report = Report(
        "instructions",
        "Instructions per prediction, x86-64",
        command="core/instructions",
        quick=args.quick,
        notes=(
            "linear: a text of the bundled reviews; network: the same, an embedding, two convolutions, their maximum.",
            "picture: of 32 × 32 pixels, through a network over as many; photo: of 320 × 240, through the same.",
            "Android's flags: -Os and what else scripts/build_core.py gives the libraries of the AAR.",
            f"May grow by {GROWTH:.0%} over bench/core/instructions.json.",
        ),
    )
    found: dict[str, int] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        requests = {task: (folder / task, request) for task, request in tasks(3 if args.quick else 100).items()}
        for path, request in requests.values():
            path.write_bytes(bytes(request))
        for build, part in BUILDS.items():
            program = compiled(folder / part, part)
            for task, (path, request) in requests.items():
                for instructions in SETS:
                    key = f"{task}, {build}, {instructions}"
                    found[key] = round(counted(program, path, instructions) / len(request.inputs))
                    change = f"{found[key] / before[key] - 1:+.2%}" if key in before else "new"
                    row = {"task": task, "build": build, "instructions of": instructions}
                    report.add(**row, count=f"{found[key]:,}", change=change)
    if args.accept and not args.quick:
        BASELINE.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    report.finish()
    if (more := grown(before, found)) and not args.accept:
        raise SystemExit("grown; if that is meant, run with --accept and say why:\n  " + "\n  ".join(more))


def grown(before: dict[str, int], found: dict[str, int]) -> list[str]:
    """What takes more than it may, in words; what is new takes what it takes."""
    return [
        f"{key}: {before[key]:,} → {count:,} ({count / before[key] - 1:+.1%})"
        for key, count in found.items()
        if key in before and count > before[key] * (1 + GROWTH)
    ]


def tasks(n: int) -> dict[str, Request]:
    texts = [text.encode() for text in datasets.load_reviews("test").texts[:n]]
    return {
        "linear": Request(_packages.linear(), texts),
        "network": Request(_packages.network(), texts),
        "picture": Request(_packages.picture(), [torture_pictures.picture(32, 32, turn) for turn in range(1, 9)]),
        "photo": Request(_packages.picture(), [torture_pictures.picture(320, 240, turn) for turn in (1, 6)]),
    }


def compiled(program: Path, part: str) -> Path:
    """predictions.c with the flags of a build of ours, for this machine and with symbols."""
    machine = ["-target", "x86_64-linux-gnu.2.17", "-mcpu=x86_64_v2", "-g"]
    zig = [sys.executable, "-m", "ziglang", "cc", *machine, *flags(part), "-I", str(build_core.CORE)]
    subprocess.run([*zig, str(HERE / "predictions.c"), "-o", str(program)], check=True)
    return program


def flags(part: str) -> list[str]:
    """Those of its last build that change instructions. Without -DPN_DEVICE, which leaves out the choice of SETS."""
    (*_, (_, arguments, _)) = build_core.commands(part, Path())
    return [flag for flag in arguments if re.match(r"-O|-D|-f(?!PIC|visib)|-std", flag) and flag != "-DPN_DEVICE"]


def counted(program: Path, request: Path, instructions: str) -> int:
    command = [*CALLGRIND, f"--callgrind-out-file={program.parent / 'out'}", program, request, instructions, "1"]
    return count(subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stderr)


def count(said: str) -> int:
    """The instructions that callgrind says it collected. Raises ValueError when it collected none."""
    collected = re.search(r"Collected : (\d+)", said)
    if not collected or not int(collected[1]):
        raise ValueError(f"callgrind counted nothing: {said[-300:]}")
    return int(collected[1])


if __name__ == "__main__":
    main()
