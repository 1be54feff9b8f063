"""docs/guides/web.md, done to the letter: its commands, its two files, and the page in Chromium as it was served."""

from __future__ import annotations

import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM, needs_chromium
from programs import ran

from pinnace.checking.runtimes.chromium import FLAGS

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "web.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]


@pytest.fixture(scope="module")
def place(training_csv: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the guide was followed: its `pinnace` lines in order (check on two runtimes), and its files."""
    folder = tmp_path_factory.mktemp("guide")
    shutil.copy(training_csv, folder / "reviews.csv")
    for line in LINES:
        if line.startswith("pinnace "):
            words = shlex.split(line)[1:]
            words += ["--runtime", "python", "--runtime", "reference"] if words[0] == "check" else []
            ran(sys.executable, "-m", "pinnace", *words, cwd=folder)
    for name, content in re.findall(r"`(site/\S+)`:\n\n```\w+\n(.*?)```", GUIDE, re.DOTALL):
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def address(place: Path) -> Iterator[str]:
    """The guide's server, on a free port."""
    (line,) = [line for line in LINES if "http.server" in line]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = [sys.executable, *shlex.split(line)[1:], str(port)]
    server = subprocess.Popen(arguments, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/").close()
                break
            except OSError:
                assert server.poll() is None
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.kill()
        server.communicate()


def test_every_command_is_known() -> None:
    """The npm lines are run by tests/web/test_app.py."""
    assert [line.split()[0] for line in LINES] == ["pinnace"] * 3 + ["python"] + ["pinnace"] * 2 + ["cd", "npm", "npm"]
    assert LINES[-3:] == ["cd site/app", "npm install", "npm run build"]


def test_what_the_guide_promises_is_there(place: Path) -> None:
    for name in ("index.html", "page.js", "reviews.html", "app/package.json", "app/model/reviews.pinnace"):
        assert (place / "site" / name).is_file(), name
    for row in re.findall(r"^\| (`[^|]+`) \|", GUIDE, re.MULTILINE):
        for name in re.findall(r"`(.+?)`", row):
            assert list((place / "site" / "web").glob(name)), name
    assert (place / "demo" / "index.html").is_file()


@needs_chromium
@pytest.mark.parametrize("page", ["site", "demo"])
def test_the_pages_answer(page: str, place: Path, address: str, tmp_path: Path) -> None:
    if page == "demo":
        shutil.copytree(place / "demo", place / "site" / "demo", dirs_exist_ok=True)
        address += "demo/#Lovely%20room,%20and%20the%20staff%20were%20friendly."
    options = (*FLAGS, f"--user-data-dir={tmp_path}", "--virtual-time-budget=5000", "--dump-dom")
    document = ran(CHROMIUM, *options, address, cwd=tmp_path)
    found = re.search(r'id="(?:answer" for="text|label" class="label)">(\w+)', document)
    assert found, document
    assert found[1] == "positive"
