"""Fetching with bounds: https (or a host's own loopback), so many bytes, so many seconds."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from http.client import HTTPException
from urllib.parse import urlsplit

from pinnace.errors import PinnaceError

LIMIT = 64_000_000  # bytes; the largest catalogue has some 20 MB
SECONDS = 60.0
CHUNK = 1 << 16
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class _Redirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        _allowed(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str) -> bytes:
    """The body of an address. Raises advise.refresh."""
    _allowed(url)
    opener = urllib.request.build_opener(_Redirects)
    end, body = time.monotonic() + SECONDS, bytearray()
    try:
        with opener.open(urllib.request.Request(url, headers={"User-Agent": "pinnace"}), timeout=10) as answer:
            while chunk := answer.read(CHUNK):
                body += chunk
                if len(body) > LIMIT or time.monotonic() > end:
                    raise _failed(url, "it is too large or too slow")
    except (OSError, HTTPException, ValueError) as error:
        raise _failed(url, str(error)) from error
    return bytes(body)


def _allowed(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise _failed(url, "prices come over https only")


def _failed(url: str, what: str) -> PinnaceError:
    hint = "try again later; the prices that come with pinnace keep working"
    return PinnaceError("advise.refresh", what=f"cannot fetch prices: {what}", where=url, hint=hint)
