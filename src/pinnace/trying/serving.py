"""A loopback server for one page: compressed as a real one would, shut to everyone else, silent."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath

import brotli

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
TYPES = {".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm"}


def serve(files: Mapping[str, bytes], port: int = 0) -> ThreadingHTTPServer:
    """A server on 127.0.0.1, bound but not yet serving: call ``serve_forever``. Port 0 takes a free one.

    Raises OSError when the port is taken.
    """
    packed = cache(compress)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # connections are kept, as real servers keep them

        def do_GET(self) -> None:
            path = self.path.partition("?")[0].lstrip("/") or "index.html"
            found = files.get(path)
            ours = self.headers.get("Host", "").rpartition(":")[0] in ("127.0.0.1", "localhost")
            if found is None or not ours:  # another name for this address: someone else's page asks
                self.send_error(404)
                return
            encoding, data = packed(found, self.headers.get("Accept-Encoding", ""))
            self.send_response(200)
            self.send_header("Content-Type", TYPES.get(PurePosixPath(path).suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            if encoding:
                self.send_header("Content-Encoding", encoding)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            return  # standard error belongs to the command

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def compress(data: bytes, accepted: str) -> tuple[str, bytes]:
    """(encoding, bytes): brotli or gzip where the browser takes it and it helps."""
    offered = {part.split(";")[0].strip() for part in accepted.split(",")}
    if "br" in offered and len(small := brotli.compress(data, quality=11)) < len(data):
        return "br", small
    if "gzip" in offered:
        packer = zlib.compressobj(9, wbits=31)
        if len(small := packer.compress(data) + packer.flush()) < len(data):
            return "gzip", small
    return "", data
