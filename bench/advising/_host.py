"""The web starter as it is built, shipped packages beside it, and a server that predicts, on the loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

from pinnace.runtime import Package

TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


class Host:
    """At `address` the folder `page`; `folders` under /packages/NAME/; POST /predict answers with the package."""

    def __init__(self, page: Path, folders: Mapping[str, Path], package: Path) -> None:
        files = _under("", page)
        for name, folder in folders.items():
            files |= _under(f"/packages/{name}", folder)
        model = Package.load(package)

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"  # keeps connections open
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                path = "/index.html" if self.path == "/" else self.path.partition("?")[0]
                body = files.get(path)
                self.answer(body or b"", TYPES.get(Path(path).suffix, ""), 404 if body is None else 200)

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


def _under(address: str, folder: Path) -> dict[str, bytes]:
    """Address -> bytes of every file in a folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {f"{address}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in found}
