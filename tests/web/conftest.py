"""What needs npm packages: not run unless scripts/web.py, which installs them, says where they are."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from image_networks import image_network
from models import model
from programs import ran

import pinnace
from pinnace.packaging import writer

TOOLS = os.environ.get("PINNACE_WEB_TOOLS", "")  # a folder with node_modules


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if not TOOLS and item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.skip(reason="not run: needs npm packages (python3 scripts/web.py)"))


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `ship --to web --core networks` writes, of a package called two, above the 4 KB that Vite would
    inline: with both cores, which bundlers must find and pages choose from."""
    folder = tmp_path_factory.mktemp("shipped")
    (folder / "two.pinnace").write_bytes(writer.write(model(bits=16, kept=6000)))
    return pinnace.ship(folder / "two.pinnace", ["web"], folder, core="networks").targets["web"]


@pytest.fixture(scope="session")
def shipped_pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same of a package of pictures, called eye, whose SDK starts a worker."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "eye.pinnace").write_bytes(image_network(8))  # 17 KB: Vite inlines small files
    return pinnace.ship(folder / "eye.pinnace", ["web"], folder).targets["web"]


@pytest.fixture(scope="session")
def shipped_both(shipped: Path, shipped_pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both packages together."""
    packages = [shipped / "two.pinnace", shipped_pictures / "eye.pinnace"]
    return pinnace.ship(packages, ["web"], tmp_path_factory.mktemp("both")).targets["web"]


@pytest.fixture
def project(shipped: Path, shipped_pictures: Path, shipped_both: Path, tmp_path: Path) -> Path:
    """A project with the shipped packages installed from their tarballs, and every tool."""
    place = tmp_path / "project"
    place.mkdir()
    (place / "node_modules").mkdir()
    for tool in Path(TOOLS, "node_modules").iterdir():
        (place / "node_modules" / tool.name).symlink_to(tool)
    for name, folder in {"two": shipped, "eye": shipped_pictures, "two-eye": shipped_both}.items():
        (tarball,) = json.loads(ran("npm", "pack", "--json", "--pack-destination", tmp_path, cwd=folder))
        unpacked = place / "node_modules" / f"pinnace-{name}"
        unpacked.mkdir()
        ran("tar", "-xzf", tmp_path / tarball["filename"], "-C", unpacked, "--strip-components=1", cwd=place)
    (place / "package.json").write_text('{"private": true, "type": "module"}')
    return place
