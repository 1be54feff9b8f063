"""Bytes and lines of a file, unpacked when it is gzipped, with the exact place of whatever cannot be decoded."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pinnace.errors import PinnaceError

CHUNK = 1 << 20
MAX_TEXT = 16_000_000  # bytes of one text; far beyond any review or page, so longer means a broken file


@contextmanager
def open_bytes(path: Path) -> Iterator[IO[bytes] | gzip.GzipFile]:
    """The bytes of ``path``, unpacked if they start as gzip does; refuses what cannot be opened or unpacked."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            if packed:
                with gzip.GzipFile(fileobj=raw) as unpacked:
                    yield unpacked
            else:
                yield raw
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise PinnaceError(
            "data.format",
            what=f"the gzip data is damaged: {error}",
            where=str(path),
            hint="download or compress the file again",
        ) from error
    except OSError as error:
        raise PinnaceError(
            "data.missing",
            what=f"cannot be read: {error.strerror or error}",
            where=str(path),
            hint="check its permissions",
        ) from error


def open_chunks(path: Path, encoding: str) -> Iterator[str]:
    """Decoded pieces of about ``CHUNK`` bytes, for formats that do not go by lines."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with open_bytes(path) as raw:
        while chunk := raw.read(CHUNK):
            yield decoder.decode(chunk)


def open_lines(path: Path, encoding: str) -> Iterator[str]:
    """Lines of text with their endings (LF, CR LF or CR), decoded strictly."""
    with open_bytes(path) as raw:
        lines = io.TextIOWrapper(io.BufferedReader(raw, CHUNK), encoding=encoding, errors="strict", newline="")  # type: ignore[type-var]
        number = 0
        try:
            for line in lines:
                number += 1
                yield line
        except UnicodeError as error:
            raise PinnaceError(
                "data.encoding",
                what=f"these bytes are not {encoding}: {error}",
                where=f"{path}, after line {number}",
                hint="save the file as UTF-8",
            ) from error
