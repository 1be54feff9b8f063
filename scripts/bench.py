"""Run a benchmark in the environment that has the peers.

    python3 scripts/bench.py                       lists them
    python3 scripts/bench.py NAME [ARGUMENTS]      such as text/speed --quick

Those on public data find it through PINNACE_DATA; bench/README.md says which data and what was reached.
"""

from __future__ import annotations

import ast
import sys

import environment

BENCH = environment.ROOT / "bench"
AREAS = ("core", "text", "images", "web", "advising")
MORE = {  # extras besides those of all benchmarks
    "core/everywhere": ("train", "image"),
    "text/networks": ("train",),
    "images/cifar10": ("train", "image"),
}


def main() -> None:
    found = [path for area in AREAS for path in sorted(BENCH.glob(f"{area}/[!_]*.py"))]
    paths = {f"{path.parent.name}/{path.stem}": path for path in found}
    if len(sys.argv) < 2 or sys.argv[1] not in paths:
        print((__doc__ or "").strip() + "\n")
        for name, path in paths.items():
            print(f"  {name:<18} {_first_line(path.read_text(encoding='utf-8'))}")
        raise SystemExit(2 if len(sys.argv) > 1 else 0)
    environment.ensure("dev", "bench", *MORE.get(sys.argv[1], ()))
    environment.run(environment.PYTHON, "scripts/build_core.py")
    environment.run(environment.PYTHON, "-m", f"bench.{sys.argv[1].replace('/', '.')}", *sys.argv[2:])


def _first_line(source: str) -> str:
    return (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]


if __name__ == "__main__":
    main()
