"""The first 16 bytes: is this a package, whole, and unchanged?"""

from __future__ import annotations

from attacks.case import attack
from attacks.recipe import package, sealed
from pinnace.packaging.numbers import HEADER


def _with(at: int, *new: int) -> bytes:
    data = bytearray(package())
    data[at : at + len(new)] = new
    return bytes(data)


@attack("package.magic")
def nothing() -> bytes:
    """No bytes at all."""
    return b""


@attack("package.magic")
def three_bytes() -> bytes:
    """Less than the magic, so that comparing it reads past the end."""
    return package()[:3]


@attack("package.magic")
def zip_file() -> bytes:
    """Another format with the right extension."""
    return b"PK\x03\x04" + package()[4:]


@attack("package.magic")
def seven_bits() -> bytes:
    """A mail gateway took the high bits away."""
    return bytes(byte & 127 for byte in package())


@attack("package.magic")
def web_page() -> bytes:
    """A server answered 200 with its error page."""
    return b"<!doctype html><title>404 Not Found</title>"


@attack("package.length")
def only_magic() -> bytes:
    """Four bytes: length and checksum would be read past the end."""
    return package()[:4]


@attack("package.length")
def header_cut() -> bytes:
    """One byte less than a header."""
    return package()[: HEADER - 1]


@attack("package.length")
def header_alone() -> bytes:
    """A true header around nothing."""
    return sealed(b"")


@attack("package.version")
def newer_format() -> bytes:
    """Format 2: nothing behind that byte may be believed."""
    return _with(4, 2)


@attack("package.version")
def format_zero() -> bytes:
    """A format that never was."""
    return _with(4, 0)


@attack("package.core")
def newer_core() -> bytes:
    """A core level that this core does not have."""
    return _with(5, 255)


@attack("package.length")
def cut_by_one() -> bytes:
    """A download that stopped one byte early."""
    return package()[:-1]


@attack("package.length")
def length_of_4_gb() -> bytes:
    """The length field says 2^32 - 1: on a 32-bit machine adding that to an address wraps."""
    return _with(8, 255, 255, 255, 255)


@attack("package.length")
def length_inside_header() -> bytes:
    """A length below 16, so that length - 16 is negative."""
    return _with(8, 15, 0, 0, 0)


@attack("package.length")
def shorter_and_sealed() -> bytes:
    """The last byte cut, length and checksum put right: only the sections can tell."""
    return sealed(package()[HEADER:-1])


@attack("package.checksum")
def one_bit() -> bytes:
    """One bit of a weight flipped."""
    data = package()
    return _with(len(data) // 2, data[len(data) // 2] ^ 1)


@attack("package.checksum")
def checksum_of_another() -> bytes:
    """The checksum of other bytes of the same length."""
    return _with(12, *sealed(bytes(len(package()) - HEADER))[12:16])


@attack("package.checksum")
def shorter_length() -> bytes:
    """A length that leaves the last bytes out as if they were evidence."""
    return _with(8, len(package()) - 4)


@attack("package.section")
def reserved_byte() -> bytes:
    """Something hidden in the reserved bytes, which the checksum does not cover."""
    return _with(6, 1)
