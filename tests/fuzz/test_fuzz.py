"""The fuzz targets find nothing in a few seconds, and do find faults that are put into the core on purpose."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 10
FAULTS = {  # target -> file, what stands there, what is put there
    "loader": ("base.h", "if (r->at >= r->end)", "if (r->at > r->end)"),
    "runner": ("ops/gram_sum.c", "seen[row / 64] = before | bit;", "seen[row / 64] = bit;"),
    "tokenizer": ("text.c", "n > RUN && !is_word ? RUN : n", "n > RUN + 1 && !is_word ? RUN : n"),
}


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    """scripts/fuzz.py; skipped, with its own words, where fuzzing cannot run."""
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        spec = importlib.util.spec_from_file_location("fuzz", ROOT / "scripts" / "fuzz.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules["fuzz"] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    if reason := module.missing():
        pytest.skip(reason)
    return module


@pytest.fixture(scope="module")
def seeds(fuzz: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fuzz.seeds(tmp_path_factory.mktemp("seeds"))


@pytest.mark.parametrize("target", list(FAULTS))
def test_finds_nothing_in_a_few_seconds(fuzz: ModuleType, seeds: Path, target: str, tmp_path: Path) -> None:
    run = fuzz.fuzz(fuzz.build(target, out=tmp_path), tmp_path / "corpus", seeds / target, SECONDS)
    assert not run.finding, (tmp_path / f"{target}.log").read_text()[-3000:]
    assert run.executions > 100
    assert run.coverage > 200


@pytest.mark.parametrize("target", list(FAULTS))
def test_finds_a_seeded_fault(fuzz: ModuleType, seeds: Path, target: str, tmp_path: Path) -> None:
    core = shutil.copytree(ROOT / "core", tmp_path / "core", ignore=shutil.ignore_patterns("build", "corpus"))
    name, right, wrong = FAULTS[target]
    source = (core / "src" / name).read_text()
    assert source.count(right) == 1, f"{name} has changed: choose another fault"
    (core / "src" / name).write_text(source.replace(right, wrong))
    run = fuzz.fuzz(fuzz.build(target, core=core, out=tmp_path / "out"), tmp_path / "corpus", seeds / target, 120)
    assert run.finding
