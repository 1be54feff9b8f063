"""Shared libraries that Google Play refuses: arm64 and x86-64 want pages of 16 KB.

developer.android.com/guide/practices/page-sizes: since 1 November 2025 for what targets Android 15 or newer. Copies of
that page differ in the date for updates of older apps (1 November 2025, or 1 February 2027). Read in November 2026.
ELF64: LOAD segments aligned to 16,384 bytes; and, where an APK holds them uncompressed, their place in it as well.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from pinnace.doctor.finding import Finding, problem
from pinnace.doctor.project import Project

PAGE = 16_384
ABIS = ("/arm64-v8a/", "/x86_64/")
ARCHIVES = (".aar", ".apk", ".aab")
FIX = "update the library that brings it, or link it with -Wl,-z,max-page-size=16384 (NDK r28 does so by itself)"


def find(project: Project) -> Iterator[Finding]:
    for path in project.ending(".so"):
        if any(abi in f"/{path}" for abi in ABIS) and narrow(project.bytes(path)):
            yield problem("pages", path, "its segments are not aligned to pages of 16 KB", FIX)
    for path in project.ending(*ARCHIVES):
        yield from packed(path, project.bytes(path))


def packed(path: str, data: bytes) -> Iterator[Finding]:
    """The libraries inside an archive."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        for entry in archive.infolist():
            if not entry.filename.endswith(".so") or not any(abi in f"/{entry.filename}" for abi in ABIS):
                continue
            where = f"{path}!{entry.filename}"
            if narrow(archive.read(entry)):
                yield problem("pages", where, "its segments are not aligned to pages of 16 KB", FIX)
            elif path.endswith(".apk") and entry.compress_type == zipfile.ZIP_STORED and start(data, entry) % PAGE:
                yield problem("pages", where, "it lies in the APK at no multiple of 16 KB", "zipalign -P 16 -f 4")
    except (zipfile.BadZipFile, struct.error, NotImplementedError, RuntimeError):
        return  # no archive that Android would read either


def start(data: bytes, entry: zipfile.ZipInfo) -> int:
    """Where an entry's own bytes begin: behind the local header, its name and its extra field."""
    name, extra = struct.unpack_from("<HH", data, entry.header_offset + 26)
    return entry.header_offset + 30 + int(name) + int(extra)


def narrow(elf: bytes) -> bool:
    """Is a LOAD segment of this ELF64 aligned to less than 16 KB?"""
    if elf[:5] != b"\x7fELF\x02" or len(elf) < 64:
        return False
    at, size, count = *struct.unpack_from("<Q", elf, 32), *struct.unpack_from("<HH", elf, 54)
    for header in range(at, at + size * count, max(size, 1)):
        if header + 56 > len(elf):
            return False
        kind, align = struct.unpack_from("<I", elf, header)[0], struct.unpack_from("<Q", elf, header + 48)[0]
        if kind == 1 and align < PAGE:
            return True
    return False
