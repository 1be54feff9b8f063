"""A page in whichever browsers this machine has, and what it posts, piece by piece."""

from __future__ import annotations

import queue
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from pinnace.checking.runtimes import chromium, firefox
from pinnace.checking.runtimes.page import TYPES, stop
from pinnace.checking.runtimes.process import NotRun, find

Command = Callable[[Path, str], Sequence[str]]
SHELL = b'<!doctype html><script type="module" src="page.js"></script>'
SILENCE = 600.0  # seconds between two pieces


def _chromium(home: Path, address: str) -> Sequence[str]:
    browser = find("chromium", "chromium-browser", "google-chrome")
    return [browser, *chromium.FLAGS, f"--user-data-dir={home}", address]


def _firefox(home: Path, address: str) -> Sequence[str]:
    lines = [f'user_pref("{name}", {value});' for name, value in firefox.SETTINGS.items()]
    Path(home, "user.js").write_text("\n".join(lines), encoding="utf-8")
    return [find("firefox", "firefox-esr"), "--headless", "--no-remote", "--profile", str(home), address]


def _present(*names: str) -> bool:
    try:
        return bool(find(*names))
    except NotRun:
        return False


BROWSERS: dict[str, Command] = {}
if _present("chromium", "chromium-browser", "google-chrome"):
    BROWSERS["Chromium"] = _chromium
if _present("firefox", "firefox-esr"):
    BROWSERS["Firefox"] = _firefox


def asked(site: Mapping[str, bytes], command: Command, home: Path, count: int) -> Iterator[tuple[str, bytes]]:
    """``count`` pieces: the end of the address that the page posts to, and the body. ``home``: the browser's."""
    said: queue.Queue[tuple[str, bytes]] = queue.Queue()
    files = {"": SHELL, **site}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            self.send_response(200 if path in files else 404)
            mjs = {".mjs": "text/javascript"} | TYPES
            self.send_header("Content-Type", mjs.get(PurePosixPath(path).suffix, "text/html; charset=utf-8"))
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")  # precise clocks, and memory told
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.end_headers()
            self.wfile.write(files.get(path, b""))

        def do_POST(self) -> None:
            said.put((self.path.lstrip("/"), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        process = subprocess.Popen(
            command(home, address), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            for _ in range(count):
                path, body = said.get(timeout=SILENCE)
                if path == "failed":
                    raise SystemExit(body.decode(errors="replace"))
                yield unquote(path.rpartition("/")[2]), body
        finally:
            stop(process)
            server.shutdown()
