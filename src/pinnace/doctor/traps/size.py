"""What Pinnace adds to an Android app for one device: shared library and classes, before the store compresses them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from pinnace.doctor.finding import Finding, note, problem
from pinnace.doctor.project import Project

FIX = "ship again and replace what was copied: an app takes one library of Pinnace, for all its packages"


def find(project: Project) -> Iterator[Finding]:
    carriers: list[str] = []
    for path in project.ending(".aar"):
        sizes = contents(project.bytes(path))
        if any(name.endswith("/libpinnace.so") for name in sizes):
            carriers.append(path)
            most = max(size for name, size in sizes.items() if name.endswith("/libpinnace.so"))
            added = most + sizes.get("classes.jar", 0)
            yield note("size", path, f"adds at most {added / 1000:.1f} KB to the app on a device, beside the packages")
    carriers += project.ending("jniLibs/arm64-v8a/libpinnace.so")
    if len(carriers) > 1:
        yield problem("size", carriers[1], f"the library is there more than once; also in {carriers[0]}", FIX)


def contents(aar: bytes) -> dict[str, int]:
    """Bytes of each file of an archive; nothing of what is none."""
    try:
        return {entry.filename: entry.file_size for entry in zipfile.ZipFile(io.BytesIO(aar)).infolist()}
    except zipfile.BadZipFile:
        return {}
