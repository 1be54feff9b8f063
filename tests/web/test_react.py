"""The React hooks in Chromium, with React 18 and 19 in development mode, which doubles effects and complains aloud."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from browser import needs_chromium, visit
from models import model
from programs import ran

from pinnace.packaging import writer
from pinnace.runtime import Package
from pinnace.shipping import folder

pytestmark = needs_chromium

TEXT = "good, not bad at all"
PAGE = '<!doctype html><html data-scenario="{}"><body><script type="module" src="page.js"></script></body></html>'
REACTS = {"19": (), "18": ("--alias:react=react18", "--alias:react-dom=react-dom18")}


@pytest.fixture(params=REACTS)
def react(request: pytest.FixtureRequest, project: Path) -> str:
    """A version of React, with which page.js in the project's folder is bundled."""
    version = str(request.param)
    shutil.copy(Path(__file__).with_name("hooks.js"), project)
    options = ("--bundle", "--format=esm", "--target=es2022", '--define:process.env.NODE_ENV="development"')
    esbuild = project / "node_modules" / ".bin" / "esbuild"
    ran(esbuild, "hooks.js", *options, *REACTS[version], "--outfile=page.js", cwd=project)
    return version


@pytest.fixture
def told(react: str, project: Path, shipped: Path, tmp_path: Path) -> Any:
    """Plays a scenario of hooks.js; React must not have complained."""
    site = {f"web/{path}": data for path, data in folder.read(shipped).items()}
    site["web/four.pinnace"] = writer.write(model(bits=10, kept=900, classes=4))
    site |= {path: data for path, data in folder.read(shipped).items() if path.endswith(".wasm")}  # as esbuild wants it
    site["page.js"] = (project / "page.js").read_bytes()

    def play(scenario: str) -> Any:
        said = visit(site | {"index.html": PAGE.format(scenario).encode()}, tmp_path)
        assert said["version"].startswith(f"{react}.")
        assert said["complaints"] == []
        assert "failed" not in (said["told"] if isinstance(said["told"], dict) else {}), said["told"]
        return said["told"]

    return play


def test_loading_progress_answer(told: Any, shipped: Path) -> None:
    seen = told("loading, progress, answer")
    expected = Package.load(shipped / "two.pinnace").predict(TEXT)
    assert seen["first"] == {"error": None, "progress": 0, "answer": None}
    assert seen["progress"] == sorted(seen["progress"])
    assert seen["last"]["progress"] == 1
    assert seen["last"]["answer"]["probabilities"] == expected.probabilities
    assert seen["last"]["answer"]["label"] == expected.label


def test_an_error_is_shown(told: Any) -> None:
    seen = told("error")
    assert seen["error"] == "fetch.failed"
    assert seen["answer"] is None


def test_leaving_stops_the_loading(told: Any) -> None:
    assert told("leaving stops it") == {"before": False, "more": 0}


def test_a_package_that_comes_too_late_is_not_shown(told: Any) -> None:
    seen = told("another package, the first still on its way")
    assert seen["asked"] == [["two.pinnace", True], ["four.pinnace", False]]
    assert len(seen["labels"]) == 4


def test_an_answer_never_outlives_its_package(told: Any) -> None:
    assert told("another package after the first") == {"forgotten": True, "mixed": 0, "last": 4}


def test_strict_mode(told: Any, shipped: Path) -> None:
    seen = told("the double effects of StrictMode")
    assert seen["asked"] == [True, False]  # the first of the doubled effects was undone
    assert seen["last"]["answer"]["label"] == Package.load(shipped / "two.pinnace").predict("good").label


def test_debounce(told: Any, shipped: Path) -> None:
    seen = told("typing faster than the debounce")
    assert seen["between"] == 0
    assert seen["last"]["probabilities"] == Package.load(shipped / "two.pinnace").predict(TEXT).probabilities


def test_rendering_again_asks_nothing(told: Any) -> None:
    assert told("the same text again is not asked again") is True
