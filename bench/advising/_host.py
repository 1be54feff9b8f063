"""A page with the SDK, and a server that predicts, on the loopback."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

from pinnace.runtime import Package

TYPES = {".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json"}
PAGE = b"""<!doctype html><meta charset="utf-8"><title>deadline</title>
<script type="module">import { load, url } from "./model.js"; window.model = await load(url);</script>
"""


class Host:
    """`address` serves the folder that `pinnace ship --to web` wrote; POST /predict answers with the package."""

    def __init__(self, web: Path, package: Path) -> None:
        files = {f"/{path.name}": path.read_bytes() for path in web.iterdir() if path.is_file()}
        model = Package.load(package)

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"  # keeps connections open
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                body = PAGE if self.path == "/" else files.get(self.path)
                suffix = Path(self.path).suffix
                self.answer(
                    body or b"", "text/html" if self.path == "/" else TYPES.get(suffix, ""), 200 if body else 404
                )

            def do_POST(self) -> None:
                text = self.rfile.read(int(self.headers["content-length"]))
                self.answer(json.dumps(model.predict(text).probabilities).encode(), "application/json", 200)

            def answer(self, body: bytes, kind: str, status: int) -> None:
                self.send_response(status)
                self.send_header("content-type", kind or "application/octet-stream")
                self.send_header("content-length", str(len(body)))
                # An isolated page has a clock that is precise to 5 us.
                self.send_header("cross-origin-opener-policy", "same-origin")
                self.send_header("cross-origin-embedder-policy", "require-corp")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://localhost:{self.server.server_port}/"

    def __enter__(self) -> Host:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()
