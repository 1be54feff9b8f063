"""ship: whole folders, the package byte for byte, nothing of the user's overwritten."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from image_networks import image_network
from models import model

import pinnace
from pinnace.errors import PinnaceError
from pinnace.packaging import evidence, writer
from pinnace.runtime import library
from pinnace.shipping import cores


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "My Reviews.pinnace"
    path.write_bytes(evidence.attach(writer.write(model()), {"goldens": []}))
    return path


def test_web_holds_what_was_checked(package: Path, tmp_path: Path) -> None:
    outcome = pinnace.ship(package, ["web"], tmp_path / "out")
    web = outcome.targets["web"]
    assert web == tmp_path / "out" / "web"
    shipped, rest = evidence.split(package.read_bytes())
    assert rest
    assert (web / "my-reviews.pinnace").read_bytes() == shipped
    for core in ("pinnace.wasm", "pinnace.scalar.wasm"):
        assert (web / core).read_bytes() == (library.BIN / core).read_bytes()
    found = {f"web/{path.name}": path.stat().st_size for path in web.iterdir()}
    assert outcome.files == found
    wire = ("web/model.js", "web/pinnace.wasm", "web/my-reviews.pinnace")
    assert outcome.wire == sum(min(outcome.bytes_brotli[path], outcome.files[path]) for path in wire)


def test_every_export_of_the_npm_package_is_there(package: Path, tmp_path: Path) -> None:
    web = pinnace.ship(package, ["web"], tmp_path).targets["web"]
    manifest = json.loads((web / "package.json").read_text())
    assert manifest["name"] == "pinnace-my-reviews"
    paths = re.findall(r'"(\./[^"]+)"', json.dumps([manifest["exports"], manifest["types"]]))
    assert len(paths) > 8
    for path in paths:
        assert (web / path).is_file() or path in manifest["exports"], path
    for name in ("model", "react", "errors"):
        for path in re.findall(r'from "(\./.+?)\.js"', (web / f"{name}.d.ts").read_text()):
            assert (web / f"{path}.d.ts").is_file(), (name, path)


def test_shipping_again_replaces(package: Path, tmp_path: Path) -> None:
    web = pinnace.ship(package, ["web"], tmp_path / "out").targets["web"]
    (web / "model.js").write_text("old")
    (web / "before.pinnace").write_text("shipped under another name")
    pinnace.ship(package, ["web"], tmp_path / "out")
    assert (web / "model.js").read_text() != "old"
    assert not (web / "before.pinnace").exists()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["web"]  # nothing temporary is left


def test_what_is_not_ours_stays(package: Path, tmp_path: Path) -> None:
    mine = tmp_path / "web" / "src" / "mine.ts"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    with pytest.raises(PinnaceError, match=r"mine\.ts") as refused:
        pinnace.ship(package, ["web"], tmp_path)
    assert refused.value.code == "usage.out"
    assert [path.name for path in (tmp_path / "web").iterdir()] == ["src"]


def test_app_is_the_users_from_then_on(package: Path, tmp_path: Path) -> None:
    outcome = pinnace.ship(package, ["web"], tmp_path / "out", app=True)
    app = tmp_path / "out" / "app"
    assert "file:./model" in (app / "package.json").read_text()
    assert (app / "model" / "my-reviews.pinnace").is_file()
    assert "my-reviews.html" in outcome.files
    (app / "src" / "mine.ts").write_text("mine")
    (app / "index.html").write_text("changed")
    (app / "model" / "my-reviews.pinnace").write_text("old")
    pinnace.ship(package, ["web"], tmp_path / "out", app=True)
    assert (app / "src" / "mine.ts").read_text() == "mine"
    assert (app / "index.html").read_text() == "changed"
    assert (app / "model" / "my-reviews.pinnace").read_bytes() == evidence.split(package.read_bytes())[0]


@pytest.mark.parametrize("to", [[], ["mars"], ["web", "mars"]])
def test_unknown_targets(to: list[str], package: Path, tmp_path: Path) -> None:
    with pytest.raises(PinnaceError) as refused:
        pinnace.ship(package, to, tmp_path / "out")
    assert refused.value.code == "ship.target"
    assert not (tmp_path / "out").exists()


def test_what_devices_refuse_is_not_shipped(package: Path, tmp_path: Path) -> None:
    data = bytearray(package.read_bytes())
    data[60] ^= 1
    package.write_bytes(data)
    with pytest.raises(PinnaceError) as refused:
        pinnace.ship(package, ["web"], tmp_path / "out")
    assert refused.value.code == "package.checksum"
    assert not (tmp_path / "out").exists()


def test_a_package_of_pictures_gets_its_own_face_and_app(tmp_path: Path) -> None:
    (tmp_path / "eye.pinnace").write_bytes(image_network(5))
    outcome = pinnace.ship(tmp_path / "eye.pinnace", ["web"], tmp_path / "out", app=True)
    assert outcome.pictures
    expected = {"web/model.js", "web/worker.js", "app/src/camera.ts", "app/src/sw.js", "app/model/worker.js"}
    assert expected <= set(outcome.files)
    assert "eye.html" not in outcome.files  # the page in one file is for texts
    assert 'new URL("./worker.js",import.meta.url)' in (tmp_path / "out" / "web" / "model.js").read_text()
    fetched = [f"web/{path}" for path in ("model.js", "worker.js", cores.BUILDS[1].usual, "eye.pinnace")]
    assert outcome.wire == sum(min(outcome.files[path], outcome.bytes_brotli[path]) for path in fetched)
