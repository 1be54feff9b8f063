"""Every trap over one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from pinnace.doctor.finding import Finding
from pinnace.doctor.project import Project
from pinnace.doctor.traps import bundles, packages, pages, policy, privacy, serving, size, torch, wasm

TRAPS: dict[str, Callable[[Project], Iterator[Finding]]] = {
    "package": packages.find,
    "wasm": wasm.find,
    "serving": serving.find,
    "policy": policy.find,
    "bundle": bundles.find,
    "pages": pages.find,
    "size": size.find,
    "privacy": privacy.find,
    "torch": torch.find,
}


def examine(folder: str | Path) -> list[Finding]:
    """What the traps find, in their order. Raises PinnaceError("usage.file") for what is no folder."""
    project = Project(Path(folder))
    return [finding for find in TRAPS.values() for finding in find(project)]
