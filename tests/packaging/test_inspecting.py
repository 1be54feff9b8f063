"""Every byte of a package is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest
from models import model

from pinnace import packaging
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence, write


def test_parts_add_up(tmp_path: Path) -> None:
    path = tmp_path / "a.pinnace"
    shipped = write(model(classes=5))
    path.write_bytes(evidence.attach(shipped, {"goldens": [{}, {}], "card": {"rung": "x"}}))
    found = packaging.inspect(path)
    assert found["bytes"] == len(shipped)
    assert sum(part["bytes"] for part in found["parts"]) == found["bytes_file"] == path.stat().st_size
    assert found["labels"] == [f"label {i}" for i in range(5)]
    assert found["tensors"][0]["rows"] == 300
    assert [op["op"] for op in found["operators"]] == ["gram_sum.v1", "softmax.v1"]
    assert found["evidence"]["goldens"] == "2 cases"


def test_refuses_what_the_core_refuses(tmp_path: Path) -> None:
    path = tmp_path / "a.pinnace"
    path.write_bytes(write(model())[:-1])
    with pytest.raises(PinnaceError, match=r"package\.length"):
        packaging.inspect(path)
