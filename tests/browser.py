"""A page under test: files and a policy from a loopback server, a headless Chromium, and what the page told."""

from __future__ import annotations

import hashlib
import json
import queue
import shutil
import subprocess
import threading
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any

import brotli
import pytest

from pinnace.checking.runtimes.chromium import FLAGS
from pinnace.checking.runtimes.page import TYPES, stop

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="not run: needs Chromium")

HANGS = 300.0  # seconds: for a page that never tells anything, whatever else the machine does
POLICY = "default-src 'none'; connect-src 'self'; worker-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
CAMERA = (
    "--use-fake-device-for-media-stream=fps=30",
    "--use-fake-ui-for-media-stream",
)  # one that shows a clock, allowed
SHELL = b'<!doctype html><script type="module" src="page.js"></script>'
# What a page's script is wrapped in: it is told of every error as well.
SCRIPT = """{imports}
const tell = (value) => fetch("/told", {{ method: "POST", body: JSON.stringify(value) }});
try {{ {body} }} catch (error) {{ await tell({{ code: error.code ?? "", error: String(error) }}); }}
"""


def module(body: str, imports: str = "") -> bytes:
    """A module that ends in `await tell(value)`."""
    return SCRIPT.format(imports=imports, body=body).encode()


def visit(
    site: Mapping[str, bytes],
    folder: Path,
    policy: str = POLICY,
    flags: Sequence[str] = (),
    sent: list[tuple[str, int]] | None = None,
) -> Any:
    """What the page told, as JSON. `site` needs page.js or an index.html; its files have the site's root as address.
    `flags` are the browser's, such as CAMERA. With a list for what is `sent`, paths and bytes of bodies, the server is
    as static hosts are: brotli where that is smaller, nothing for a file that the browser still has (RFC 9110, 304)."""
    assert CHROMIUM
    told: queue.Queue[Any] = queue.Queue()
    files = {"index.html": SHELL, **site}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # of older ones browsers keep no ETag

        def do_GET(self) -> None:
            path = self.path.partition("?")[0].lstrip("/") or "index.html"
            body, headers, status = files.get(path, b""), {}, 200 if path in files else 404
            if sent is not None:
                tag = f'"{hashlib.sha256(body).hexdigest()}"'
                headers = {"ETag": tag, "Cache-Control": "no-cache"}
                packed = brotli.compress(body, quality=11)
                if self.headers.get("If-None-Match") == tag:
                    status, body = 304, b""
                elif len(packed) < len(body):
                    headers["Content-Encoding"], body = "br", packed
                sent.append((path, len(body)))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Content-Type", TYPES.get(PurePosixPath(path).suffix, "text/html; charset=utf-8"))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            told.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.send_header("Connection", "close")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        profile = f"--user-data-dir={folder / 'profile'}"
        command = [CHROMIUM, *FLAGS, *flags, profile, f"http://127.0.0.1:{server.server_port}/"]
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            return told.get(timeout=HANGS)
        finally:
            stop(process)
            server.shutdown()


MEASURES = Path(__file__).parent / "reporting" / "measure.js"
FRAMED = "default-src 'self'; style-src 'unsafe-inline'; frame-src 'self'"


def measured(page: bytes, folder: Path, width: int = 390) -> Any:
    """What measure.js finds wrong with a page that needs nothing else, in a frame of that width."""
    script = f"const WIDTH = {width};{MEASURES.read_text(encoding='utf-8')}"
    shell = b'<!doctype html><body><script type="module" src="page.js"></script>'
    return visit({"index.html": shell, "page.js": script.encode(), "report.html": page}, folder, FRAMED)
