"""`pinnace try`: the served page and the folder are the shipped files and nothing from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from models import model

from pinnace import trying
from pinnace.packaging import evidence, writer
from pinnace.shipping import web


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "a & b.pinnace"
    path.write_bytes(evidence.attach(writer.write(model()), {"goldens": []}))
    return path


@pytest.fixture
def address(package: Path) -> Iterator[str]:
    with trying.serve(trying.files(package)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_page_is_made_of_the_shipped_files(package: Path) -> None:
    files = trying.files(package)
    shipped, _ = evidence.split(package.read_bytes())
    for path, data in web.files(shipped, "a-b").items():
        if path.endswith((".wasm", ".pinnace")) or path == "model.js":
            assert files[f"model/{path}"] == data, path
    assert "<h1>a &amp; b</h1>" in files["index.html"].decode()


def test_page_asks_nobody_else(package: Path) -> None:
    for path, data in trying.files(package).items():
        if path.endswith((".html", ".css", ".js")):
            foreign = set(re.findall(r"https?://[^\s'\"`)]+", data.decode())) - {"http://www.w3.org/2000/svg"}
            assert not foreign, path


def test_every_file_of_the_page_is_found(package: Path) -> None:
    files = trying.files(package)
    for path in re.findall(r'(?:href|src)="([^"#:]+)"', files["index.html"].decode()):
        assert path in files
    for path in re.findall(r'from "\./(.+?)"', files["page.js"].decode()):
        assert path in files


def test_served_as_a_real_server_would(address: str, package: Path) -> None:
    request = urllib.request.Request(f"{address}model/model.js", headers={"Accept-Encoding": "gzip, br"})
    with urllib.request.urlopen(request) as response:
        assert response.headers["Content-Encoding"] == "br"
        assert response.headers["Content-Type"] == "text/javascript"
        assert "'wasm-unsafe-eval'" in response.headers["Content-Security-Policy"]
        assert brotli.decompress(response.read()) == trying.files(package)["model/model.js"]
    with urllib.request.urlopen(address) as response:
        assert b"<h1>" in response.read()


@pytest.mark.parametrize("path", ["nothing", "../../../etc/passwd", "model/"])
def test_only_the_page_is_served(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address + path)


def test_another_name_for_this_machine_is_refused(address: str) -> None:
    request = urllib.request.Request(address, headers={"Host": "rebound.example:80"})
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(request)


def test_folder(package: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pinnace", "try", package, "--out", "page"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "page" / "index.html").is_file()
    assert {path.relative_to(tmp_path / "page").as_posix() for path in (tmp_path / "page").rglob("*.*")} == set(
        trying.files(package)
    )
