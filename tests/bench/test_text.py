"""The benchmark that needs neither data nor peers runs; the others at least say what they do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_sizes_adds_up() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "bench.text.sizes", "--quick"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    rows = [line.split("|")[1:-1] for line in run.stdout.splitlines() if line.startswith("| pinnace.wasm")]
    whole, code, tables = (int(row[3].replace(",", "")) for row in rows)
    assert whole == code + tables
    assert tables <= 3_000


@pytest.mark.parametrize("script", sorted((ROOT / "bench" / "text").glob("[!_]*.py")), ids=lambda path: path.stem)
def test_every_benchmark_is_listed(script: Path) -> None:
    run = subprocess.run([sys.executable, "scripts/bench.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert f"text/{script.stem} " in run.stdout
    assert f"`{script.stem}`" in (ROOT / "bench" / "README.md").read_text(encoding="utf-8")
