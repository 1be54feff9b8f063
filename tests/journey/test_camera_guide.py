"""docs/guides/camera.md, done to the letter: its commands, its two files, and the page in Chromium with a camera."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest
from browser import CAMERA, module, needs_chromium, visit
from picture_files import stripes_folder
from programs import ran

from pinnace.shipping import folder

pytest.importorskip("torch", reason="not run: needs PyTorch")

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "camera.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the guide was followed: its `pinnace` lines in order (check on two runtimes), and its files."""
    place = tmp_path_factory.mktemp("guide")
    stripes_folder(place / "photos", 20)
    for line in LINES:
        if line.startswith("pinnace "):
            words = shlex.split(line)[1:]
            words += ["--runtime", "python", "--runtime", "reference"] if words[0] == "check" else []
            ran(sys.executable, "-m", "pinnace", *words, cwd=place)
    for name, content in re.findall(r"`(site/\S+)`:\n\n```\w+\n(.*?)```", GUIDE, re.DOTALL):
        (place / name).write_text(content, encoding="utf-8")
    return place


def test_every_command_is_known() -> None:
    """pip and http.server are tried elsewhere; the npm lines by tests/web/test_app.py."""
    first = [line.split()[0] for line in LINES]
    assert first == ["pip", "pinnace", "pinnace", "pinnace", "python", "pinnace", "cd", "npm", "npm"]


def test_what_the_guide_promises_is_there(place: Path) -> None:
    for name in (
        "index.html",
        "page.js",
        "app/package.json",
        "app/src/camera.ts",
        "app/src/sw.js",
        "app/model/worker.js",
    ):
        assert (place / "site" / name).is_file(), name
    for name in ("model.js", "worker.js", "react.js", "photos.pinnace", "README.md"):
        assert (place / "site" / "web" / name).is_file(), name


@needs_chromium
def test_the_page_answers_to_camera_and_photo(place: Path, tmp_path: Path) -> None:
    """As any static host would serve it; a script of the test's uses it as a visitor would."""
    site = folder.read(place / "site", frozenset({"app"}))
    site["index.html"] = site["index.html"].replace(b"</html>", b'<script type="module" src="use.js"></script>')
    site["upright.png"] = (place / "photos" / "upright" / "3.png").read_bytes()
    use = """
        const ids = ["start", "photo", "seen", "answer"];
        const [start, photo, seen, answer] = ids.map((id) => document.getElementById(id));
        const says = async (pattern) => {
          while (!pattern.test(answer.textContent)) await new Promise((go) => setTimeout(go, 20));
          return answer.textContent;
        };
        const told = [await says(/I know/)];
        const files = new DataTransfer();
        files.items.add(new File([await (await fetch("upright.png")).blob()], "a.png"));
        photo.files = files.files;
        photo.dispatchEvent(new Event("change"));
        told.push(await says(/%/));
        const shown = () => new Set(seen.getContext("2d").getImageData(0, 0, seen.width, seen.height).data).size;
        while (shown() < 10) await new Promise((go) => setTimeout(go, 20)); // stripes under noise
        answer.textContent = "";
        start.click();
        told.push(await says(/%/), [seen.width, seen.height]);
        await tell(told);
    """
    policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
    known, photo, camera, size = visit(site | {"use.js": module(use)}, tmp_path, policy, CAMERA)
    assert known == "I know level, upright."
    assert re.fullmatch(r"upright, \d+ %", photo)
    assert re.fullmatch(r"(level|upright), \d+ %", camera)
    assert size == [32, 32]
