"""`pinnace inspect` on a package of two words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from image_networks import image_network
from networks import network

from pinnace.cli import sizes
from pinnace.cli.main import run
from pinnace.packaging import Network
from pinnace.runtime import Package

Maker = Callable[[int], bytes]


def test_every_byte_has_a_row(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(package), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert sum(part["bytes"] for part in report["parts"]) == package.stat().st_size
    assert report["labels"] == ["negative", "positive"]


def test_table_for_people(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(package)]) == 0
    shown = capsys.readouterr().out
    assert "negative, positive" in shown
    assert f"{package.stat().st_size:,}  100.0%  file" in shown
    assert max(map(len, shown.splitlines())) <= 100


@pytest.mark.parametrize("made", [network, image_network], ids=["text", "pictures"])
def test_memory_is_what_the_core_takes(made: Maker, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its own figure; and room for 4,096 bytes of values more is 4,096 bytes more for a session, and for no other."""
    reports = []
    for more in (0, 4096):
        path = tmp_path / f"{more}.pinnace"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Network, "_arena", widened(more))
            path.write_bytes(made(3))
        assert run(["inspect", str(path), "--json"]) == 0
        reports.append(json.loads(capsys.readouterr().out)["memory"])
        core = Package.load(path)
        assert {name: reports[-1][name] for name in core.memory} == core.memory
        assert run(["inspect", str(path)]) == 0
        shown = " ".join(capsys.readouterr().out.split())
        assert f"{sizes.show(core.memory['session'])} to predict, {sizes.show(reports[-1]['values'])} of it" in shown
    grown = {name: reports[1][name] - reports[0][name] for name in reports[0]}
    assert grown == {"model": 0, "session": 4096, "explain": 0, "values": 4096, "values_apart": 0}


def widened(more: int) -> Callable[..., tuple[int, list[bytes]]]:
    """Network._arena with so many bytes more than the values need."""
    planned = Network._arena

    def arena(self: Network, answer: set[int], *, share: bool) -> tuple[int, list[bytes]]:
        size, values = planned(self, answer, share=share)
        return size + more, values

    return arena


def test_a_file_that_is_no_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "junk.pinnace").write_bytes(b"junk")
    assert run(["inspect", str(tmp_path / "junk.pinnace")]) == 2
    shown = capsys.readouterr()
    assert "error[package." in shown.err
    assert "junk.pinnace" in shown.err
    assert shown.out == ""
