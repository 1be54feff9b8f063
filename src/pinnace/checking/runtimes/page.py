"""What all browsers visit: a page with a strict content security policy, on a loopback server that it answers to.

The server hands out page, shipped files and request; the page posts its answers back. No driver is needed.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pinnace.checking.protocol import Answers, Malformed, Request, parse
from pinnace.checking.runtimes import web
from pinnace.checking.runtimes.process import TIMEOUT, Broken

START = 300.0  # seconds until the page asks for its request: for a browser that runs and shows something else
PULSE = 1.0  # seconds between looks at whether the browser still runs
POLICY = "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
TYPES = {".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm"}

Command = Callable[[Path, str], Sequence[str]]  # (an empty folder of the browser's own, the page's address)


def run(request: Request, command: Command, environment: Mapping[str, str] | None = None) -> dict[str, Answers]:
    """The answers of the browser that ``command`` starts."""
    with tempfile.TemporaryDirectory(prefix="pinnace-page-", ignore_cleanup_errors=True) as folder:
        site = Path(folder, "site")
        cores = web.lay_out(site, request)
        home = Path(folder, "home")
        home.mkdir()
        with Server(site, bytes(request), list(cores.values())) as server:
            answers = visit(command(home, server.address), home, server, environment or {})
    try:
        return {variant: parse(answers[core], request) for variant, core in cores.items() if core in answers}
    except Malformed as error:
        raise Broken(str(error)) from None


def visit(command: Sequence[str], home: Path, server: Server, environment: Mapping[str, str]) -> dict[str, bytes]:
    """The page's answers by core that runs there. Raises Broken when it failed or kept silent."""
    with Path(home, "log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, env={**os.environ, **environment}, start_new_session=True
        )
    try:
        return server.wait(process)
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a browser, which is many processes, and lets xvfb-run tidy up after itself."""
    if os.name == "nt":
        process.kill()
        process.wait()
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class Server:
    """The loopback server, and what the page told it."""

    def __init__(self, site: Path, request: bytes, cores: list[str]) -> None:
        self.site, self.request, self.cores = site, request, cores
        self.said: queue.Queue[tuple[str, bytes]] = queue.Queue()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.lstrip("/")
                if name == "request":
                    outer.said.put(("started", b""))
                found = outer.content(name)
                self.send_response(404 if found is None else 200)
                self.send_header("Content-Security-Policy", POLICY)
                self.send_header("Content-Type", TYPES.get(Path(name).suffix, "text/html; charset=utf-8"))
                self.send_header("Content-Length", str(len(found or b"")))
                self.end_headers()
                self.wfile.write(found or b"")

            def do_POST(self) -> None:
                outer.said.put((self.path.lstrip("/"), self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                return  # standard error belongs to the command

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_port}/"

    def __enter__(self) -> Server:
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.http.shutdown()
        self.http.server_close()

    def content(self, name: str) -> bytes | None:
        if name == "":
            cores = " ".join(self.cores)
            return f'<!doctype html><html data-cores="{cores}"><script type="module" src="page.js"></script>'.encode()
        if name == "request":
            return self.request
        path = self.site / name
        return path.read_bytes() if path.resolve().is_relative_to(self.site.resolve()) and path.is_file() else None

    def wait(self, browser: subprocess.Popen[bytes]) -> dict[str, bytes]:
        """What the page answered, however slow the machine: only a browser that ended or keeps silent is given up."""
        answers: dict[str, bytes] = {}
        timeout = START
        lacking: set[str] = set()  # builds that this browser cannot run
        while len(answers) + len(lacking) < len(self.cores):
            path, body = self.next(browser, timeout)
            if path == "failed":
                raise Broken(body.decode(errors="replace").splitlines()[0][:200])
            timeout = TIMEOUT
            if path.startswith("answers/"):
                answers[path.removeprefix("answers/")] = body
            if path.startswith("lacks/"):
                lacking.add(path.removeprefix("lacks/"))
        return answers

    def next(self, browser: subprocess.Popen[bytes], timeout: float) -> tuple[str, bytes]:
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            ended = browser.poll()  # before the last look: what it said first still counts
            with suppress(queue.Empty):
                return self.said.get(timeout=PULSE)
            if ended:  # 0 may be a launcher that left its browser running
                raise Broken(f"the browser ended with exit code {ended}")
        raise Broken(f"the page said nothing for {timeout:.0f} s")
