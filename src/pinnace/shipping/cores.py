"""The builds of the core for the web: what each is good for, and which a package needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEVEL = 5  # where a package says which core it needs: spec/package.md


@dataclass(frozen=True)
class Build:
    """The files of one core: for browsers with SIMD, without, and, if that is faster, with relaxed SIMD."""

    level: int  # runs packages up to this one
    name: str
    simd: str
    scalar: str
    relaxed: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        return (self.simd, self.scalar, self.relaxed)[: 3 if self.relaxed else 2]

    @property
    def usual(self) -> str:
        """What most browsers fetch."""
        return self.relaxed or self.simd


# Ascending. Each runs what the ones before it run, and is larger.
BUILDS = (
    Build(1, "linear", "pinnace.wasm", "pinnace.scalar.wasm"),
    Build(2, "networks", "pinnace.networks.wasm", "pinnace.networks.scalar.wasm", "pinnace.networks.relaxed.wasm"),
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
    rows = [f"[{build.level},{','.join(map(url, build.files))}]" for build in builds]
    return f"export const CORES = [{','.join(rows)}];\n"
