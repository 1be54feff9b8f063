"""Build hook: compiles the core into the package and names the wheel's platform.

It only calls scripts/build_core.py, so a build by hand and a build by pip are the same commands.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CoreBuildHook(BuildHookInterface):
    """Runs for wheels (normal and editable); a source distribution carries the C sources instead."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "scripts"))
        import build_core
        import build_kotlin

        build_core.build(build_core.OUT)
        # The library links against nothing, so one wheel per platform serves every Python 3 and every libc.
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{build_core.host().wheel_tag}"
        if version != "editable":
            build_kotlin.build(build_kotlin.JAR)  # where there is a JDK and Kotlin; else it ships as sources
            build_data["force_include"][str(root / "Package.swift")] = "pinnace/_core/Package.swift"
            core = root / "core"  # what the Swift package compiles
            for path in [core / "pinnace.c", *sources(core / "include"), *sources(core / "src")]:
                build_data["force_include"][str(path)] = f"pinnace/_core/{path.relative_to(core).as_posix()}"
            for folder in ("sdk", "apps"):  # what `pinnace ship` takes its files from
                for path in sources(root / folder):
                    inside = path.relative_to(root / folder).as_posix()
                    build_data["force_include"][str(path)] = f"pinnace/_{folder}/{inside}"


def sources(folder: Path) -> list[Path]:
    """Every file of a folder but what npm and bundlers leave there."""
    skip = {"node_modules", "dist", "model"}
    return [path for path in folder.rglob("*") if path.is_file() and not skip & set(path.relative_to(folder).parts)]
