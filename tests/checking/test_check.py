"""The whole check, on every runtime of this machine: torture list and explanations, two kinds of model."""

from __future__ import annotations

from pathlib import Path

import pytest
from models import model

from pinnace.checking import check, torture
from pinnace.checking.runtimes import RUNTIMES
from pinnace.packaging import writer

MODELS = {
    "two labels, words": model(bits=10, kept=900, words=3),
    "five labels, words and characters": model(bits=11, kept=1200, classes=5, words=2, chars=(3, 5), seed=1),
}


@pytest.mark.parametrize("name", MODELS)
def test_every_runtime_answers_the_same(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name != "two labels, words":
        monkeypatch.setattr(torture, "large", lambda: {})  # once is enough: the reference takes seconds for them
    path = tmp_path / "model.pinnace"
    path.write_bytes(writer.write(MODELS[name]))
    told: list[str] = []
    report = check(path, progress=told.append)
    assert told == list(report.runtimes) == list(RUNTIMES)
    assert not report.differences
    assert report.equal
    ran = {runtime: row for runtime, row in report.runtimes.items() if row["status"] != "not run"}
    assert {"reference", "python"} <= set(ran)
    assert all(row["cases"] == len(torture.cases() | torture.large()) for row in ran.values())
    if missing := [f"{runtime}: {row['why']}" for runtime, row in report.runtimes.items() if runtime not in ran]:
        pytest.skip(f"equal, but not run here: {'; '.join(missing)}")
