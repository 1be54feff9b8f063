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
from browser import module, needs_chromium, visit
from programs import ran

from pinnace.shipping import folder

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "web.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]


@pytest.fixture(scope="module")
def place(training_csv: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the guide was followed: its `pinnace` lines in order (check on two runtimes), and its files."""
    place = tmp_path_factory.mktemp("guide")
    shutil.copy(training_csv, place / "reviews.csv")
    for line in LINES:
        if line.startswith("pinnace "):
            words = shlex.split(line)[1:]
            words += ["--runtime", "python", "--runtime", "reference"] if words[0] == "check" else []
            ran(sys.executable, "-m", "pinnace", *words, cwd=place)
    for name, content in re.findall(r"`(site/\S+)`:\n\n```\w+\n(.*?)```", GUIDE, re.DOTALL):
        (place / name).write_text(content, encoding="utf-8")
    return place


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
        while server.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/").close()
                break
            except OSError:
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


def test_the_server_of_the_guide(address: str, place: Path) -> None:
    for path in ("page.js", "web/model.js", "web/pinnace.wasm", "web/reviews.pinnace"):
        with urllib.request.urlopen(address + path) as response:
            assert response.read() == (place / "site" / path).read_bytes()


@needs_chromium
def test_the_page_answers(place: Path, tmp_path: Path) -> None:
    """As any static host would serve it; a script of the test's looks on."""
    site = folder.read(place / "site", frozenset({"app"}))
    site["index.html"] = site["index.html"].replace(b"</html>", b'<script type="module" src="look.js"></script>')
    look = """
        const answer = document.getElementById("answer");
        while (!answer.textContent.includes("%")) await new Promise((go) => setTimeout(go, 20));
        await tell(answer.textContent);
    """
    told = visit(site | {"look.js": module(look)}, tmp_path, "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'")
    assert re.fullmatch(r"positive, \d+ %", told)
