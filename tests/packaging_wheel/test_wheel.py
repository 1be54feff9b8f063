"""The wheel, as a stranger gets it: built from the source distribution, installed outside the checkout, without torch.

The program path holds the new environment only, so whatever it does there it does without compiler, Node or make.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import build_kotlin
import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (found,) = dist.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a fresh environment with the wheel and its dependencies, and nothing else."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=True)
    python = folder / SCRIPTS / "python"
    options = ("--quiet", "--no-compile", "--disable-pip-version-check", "-c", ROOT / "constraints.txt")
    run(python, "-m", "pip", "install", *options, wheel, cwd=folder)
    return folder / SCRIPTS


def run(*command: object, cwd: Path, path: Path | None = None) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    env = {**clean, "PATH": str(path)} if path else clean
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_wheel_fits_every_python(wheel: Path) -> None:
    _, _, python, abi, platform = wheel.name.removesuffix(".whl").split("-")
    assert (python, abi) == ("py3", "none")
    assert platform != "any"


def test_wheel_carries_what_runs_and_what_ships(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    ends = ("bin/pinnace.wasm", "bin/pinnace.scalar.wasm", "bin/pinnace-arm64", "licenses/LICENSE", "py.typed")
    ends += ("bin/android/linear/arm64-v8a/libpinnace.so", "bin/android/networks/x86_64/libpinnace.so")
    if build_kotlin.home():
        ends += ("bin/android/classes.jar",)
    for end in ends:
        assert any(name.endswith(end) for name in names), end
    assert any(name.startswith("pinnace/_sdk/web/") for name in names)
    assert not any(name.startswith(("tests/", "core/", "scripts/")) for name in names)


def test_no_file_of_the_wheel_names_the_machine_that_built_it(wheel: Path, tmp_path: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    places = {str(ROOT), str(Path.home()), str(tmp_path.parent)} - {"/"}
    for name in archive.namelist():
        content = archive.read(name)
        assert not [place for place in places if place.encode() in content], name


def test_source_distribution_can_build_the_core(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    assert {"core/pinnace.c", "core/exports.txt", "scripts/build_core.py", "hatch_build.py", "LICENSE"} <= set(names)
    assert not any("runtime/bin/" in name for name in names)


def test_journey_in_a_fresh_environment(installed: Path, training_csv: Path, tmp_path: Path) -> None:
    place = run(installed / "python", "-c", "import pinnace; print(pinnace.__file__)", cwd=tmp_path, path=installed)
    assert Path(place.strip()).is_relative_to(installed.parent)
    run(installed / "python", "-c", "import importlib.util as u; assert not u.find_spec('torch')", cwd=tmp_path)

    def pinnace(*arguments: object) -> list[dict[str, object]]:
        shown = run(installed / "pinnace", *arguments, "--json", cwd=tmp_path, path=installed)
        return [json.loads(line) for line in shown.splitlines()]

    (trained,) = pinnace("train", training_csv, "--out", "run", "--max-size", "8KB")
    assert "</html>" in (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    (checked,) = pinnace("check", trained["package"], "--runtime", "python")
    assert checked["equal"] is True
    (predicted,) = pinnace("predict", trained["package"], "What a lovely surprise. Highly recommended!")
    assert predicted["label"] == "positive"
    (shipped,) = pinnace("ship", trained["package"], "--to", "web", "android", "--app", "--out", "ship")
    assert {"web/model.js", "web/pinnace.wasm", "app/package.json", "reviews.html"} <= set(shipped["files"])
    assert {"android/README.md", "android/assets/reviews.pinnace"} <= set(shipped["files"])
    run(installed / "pinnace", "try", trained["package"], "--out", "page", cwd=tmp_path, path=installed)
    assert (tmp_path / "page" / "index.html").is_file()
