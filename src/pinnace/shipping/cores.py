"""The builds of the core for the web: what each is good for, and which a package needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEVEL = 5  # where a package says which core it needs: spec/package.md


@dataclass(frozen=True)
class Build:
    """Two files of one core; the second is for browsers without SIMD."""

    level: int  # runs packages up to this one
    name: str
    simd: str
    scalar: str


# Ascending. Each runs what the ones before it run, and is larger.
BUILDS = (
    Build(1, "linear", "pinnace.wasm", "pinnace.scalar.wasm"),
    Build(2, "networks", "pinnace.networks.wasm", "pinnace.networks.scalar.wasm"),
)
NAMES = tuple(build.name for build in BUILDS)


def needed(package: bytes) -> Build:
    """The smallest that is good for a package; the first for what is none, which any core refuses."""
    level = package[LEVEL] if len(package) > LEVEL else 0
    return next((build for build in BUILDS if build.level >= level), BUILDS[0])


def chosen(package: bytes, ahead: str | None = None) -> tuple[Build, ...]:
    """What is shipped: what the package needs and, for packages yet to come, the build called ``ahead``."""
    first = needed(package)
    return (first, *(build for build in BUILDS if build.name == ahead and build.level > first.level))


def module(builds: Sequence[Build]) -> str:
    """sdk/web/cores.js for these builds."""
    url = 'new URL("./{}", import.meta.url)'.format
    rows = [f"[{build.level},{url(build.simd)},{url(build.scalar)}]" for build in builds]
    return f"export const CORES = [{','.join(rows)}];\n"
