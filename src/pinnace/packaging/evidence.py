"""Evidence: goldens, metrics, model card. It follows the shipped bytes in the same file and names their SHA-256, so it
belongs to exactly them; `ship` cuts it off (spec/package.md, "Evidence")."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from pathlib import Path
from typing import Any

from pinnace.errors import PinnaceError
from pinnace.packaging.numbers import HEADER, MAGIC

EVIDENCE_MAGIC = b"\x89PNE"
LIMIT = 8 << 20  # unpacked bytes: parsed JSON takes up to 25 times that


def attach(package: bytes, evidence: dict[str, Any]) -> bytes:
    """Shipped bytes + evidence: magic, SHA-256 of the shipped bytes, length, deflated JSON."""
    packed = zlib.compress(json.dumps(evidence, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(), 9)
    return package + EVIDENCE_MAGIC + hashlib.sha256(package).digest() + struct.pack("<I", len(packed)) + packed


def split(data: bytes) -> tuple[bytes, bytes]:
    """(shipped bytes, the rest) of a file. Raises package.magic or package.length."""
    if data[:4] != MAGIC:
        raise PinnaceError(
            "package.magic",
            what="these bytes are not a Pinnace package",
            hint="give a file that `pinnace train` wrote (NAME.pinnace)",
        )
    length = struct.unpack_from("<I", data, 8)[0] if len(data) >= HEADER else len(data) + 1
    if not HEADER <= length <= len(data):
        raise PinnaceError(
            "package.length",
            what="the package is cut short, or not as long as it says",
            hint="get the file again, or make it again with `pinnace train`",
        )
    return data[:length], data[length:]


def read(source: str | Path | bytes) -> dict[str, Any]:
    """The evidence of a file or of its bytes; {} where it was left out. Raises package.evidence if not its own."""
    shipped, rest = split(source if isinstance(source, bytes) else Path(source).read_bytes())
    if not rest:
        return {}
    if rest[:4] != EVIDENCE_MAGIC or len(rest) < 40 or struct.unpack_from("<I", rest, 36)[0] != len(rest) - 40:
        raise _wrong("what follows the package is not evidence")
    if rest[4:36] != hashlib.sha256(shipped).digest():
        raise _wrong("the evidence belongs to another package")
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(rest[40:], LIMIT)
        if unpacker.unconsumed_tail or unpacker.unused_data or not unpacker.eof:
            raise _wrong("the evidence is larger than it may be, or cut short")
        evidence = json.loads(text)
    except (zlib.error, ValueError, RecursionError) as error:  # not deflate, not JSON, JSON a thousand levels deep
        raise _wrong("the evidence cannot be read") from error
    if not isinstance(evidence, dict):
        raise _wrong("the evidence is not an object")
    return evidence


def _wrong(what: str) -> PinnaceError:
    return PinnaceError("package.evidence", what=what, hint="get the file again, or make it again with `pinnace train`")
