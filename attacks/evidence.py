"""Evidence follows the shipped bytes. Devices never look at it; tools that do must not fall for it."""

from __future__ import annotations

import hashlib
import json
import zlib

from attacks.case import attack
from attacks.recipe import labels, package
from pinnace.packaging.evidence import EVIDENCE_MAGIC, LIMIT, attach


def _with(content: bytes, *, packed: bytes | None = None, length: int | None = None, of: bytes | None = None) -> bytes:
    """A package and evidence of this JSON (or these deflated bytes), bound to it."""
    shipped = package()
    packed = zlib.compress(content, 9) if packed is None else packed
    head = EVIDENCE_MAGIC + hashlib.sha256(shipped if of is None else of).digest()
    return shipped + head + (len(packed) if length is None else length).to_bytes(4, "little") + packed


@attack("package.evidence")
def of_another_package() -> bytes:
    """The metrics of a better model."""
    return _with(json.dumps({"accuracy": 0.99}).encode(), of=package(labels=labels(b"no", b"yes")))


@attack("package.evidence")
def other_bytes() -> bytes:
    """Something else behind the package: the file would be two formats at once."""
    return package() + b"PK\x03\x04" + bytes(40)


@attack("package.evidence")
def one_byte() -> bytes:
    """Less than the head of evidence."""
    return package() + b"\x89"


@attack("package.evidence")
def cut_by_one() -> bytes:
    """A download that stopped one byte early."""
    return attach(package(), {"accuracy": 0.9})[:-1]


@attack("package.evidence")
def length_of_4_gb() -> bytes:
    """A length that is not there."""
    return _with(b"{}", length=0xFFFFFFFF)


@attack("package.evidence")
def not_deflated() -> bytes:
    """JSON as it is."""
    return _with(b"", packed=b'{"accuracy": 0.9}')


@attack("package.evidence")
def deflate_bomb() -> bytes:
    """A gigabyte of spaces in a megabyte."""
    deflate = zlib.compressobj(9)
    start = deflate.compress(b"") + deflate.flush(zlib.Z_FULL_FLUSH)
    megabyte = deflate.compress(b" " * (1 << 20)) + deflate.flush(zlib.Z_FULL_FLUSH)  # refers to nothing before it
    return _with(b"", packed=start + megabyte * 1024 + deflate.flush())


@attack("package.evidence")
def just_too_large() -> bytes:
    """One byte more than is unpacked, and good JSON."""
    return _with(b"{" + b" " * (LIMIT - 1) + b"}")


@attack("package.evidence")
def stream_cut() -> bytes:
    """A deflate stream without its end."""
    return _with(b"", packed=zlib.compress(b'{"accuracy": 0.9}', 9)[:-3])


@attack("package.evidence")
def stowaway() -> bytes:
    """Bytes behind the deflate stream that nobody reads."""
    return _with(b"", packed=zlib.compress(b"{}", 9) + b"stowaway")


@attack("package.evidence")
def not_json() -> bytes:
    """Python, not JSON."""
    return _with(b"{'accuracy': __import__('os')}")


@attack("package.evidence")
def not_utf8() -> bytes:
    """JSON in broken UTF-8."""
    return _with(b'{"\xff": 1}')


@attack("package.evidence")
def deep_json() -> bytes:
    """A million lists in each other: a parser that recurses runs out of stack."""
    return _with(b"[" * 1_000_000)


@attack("package.evidence")
def long_number() -> bytes:
    """A number of a million digits, which takes a million million steps to read."""
    return _with(b'{"accuracy": ' + b"9" * 1_000_000 + b"}")


@attack("package.evidence")
def no_object() -> bytes:
    """A list where an object belongs."""
    return _with(b"[1, 2, 3]")
