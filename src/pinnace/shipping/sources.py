"""Where this installation keeps what it ships: inside the wheel, else beside the sources of a checkout."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from pinnace.errors import PinnaceError
from pinnace.runtime import library


def sdk(target: str) -> Path:
    """The SDK of a target, such as sdk/web."""
    return _find("_sdk", "sdk", target)


def app(target: str) -> Path:
    """The starter app of a target, such as apps/web."""
    return _find("_apps", "apps", target)


def has(name: str) -> bool:
    """Does this installation carry that build?"""
    return (library.BIN / name).is_file()


def core(name: str) -> bytes:
    """A build of the core, such as pinnace.wasm."""
    path = library.BIN / name
    if not path.is_file():
        raise _missing(name)
    return path.read_bytes()


def core_sources() -> Path:
    """The core's C sources: what compiles, without tests and tools."""
    return _find("_core", "core", "")


def swift_manifest() -> Path:
    """Package.swift, which SwiftPM wants at the root."""
    core = core_sources()
    inside = core / "Package.swift"
    return inside if inside.is_file() else core.parent / "Package.swift"


def _find(inside: str, beside: str, target: str) -> Path:
    package = Path(str(resources.files("pinnace")))
    for folder in (package / inside / target, package.parents[1] / beside / target):
        if folder.is_dir():
            return folder
    raise _missing(f"{beside}/{target}")


def _missing(what: str) -> PinnaceError:
    hint = "in a checkout: python scripts/build_core.py; else reinstall pinnace"
    return PinnaceError("ship.missing", what=f"this installation carries no {what}", hint=hint)
