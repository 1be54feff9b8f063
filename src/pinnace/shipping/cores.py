"""The builds of the core for the web: what each is good for, and which a package needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# A module of one function that needs i32x4.relaxed_dot_i8x16_i7x16_add_s: valid where the core for relaxed SIMD runs.
ZEROS = bytes([65, 0, 253, 15])  # i8x16.splat(0)
NEEDS = bytes([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, *3 * ZEROS, 253, 147, 2, 11])
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

    def simd(build: Build) -> str:
        if not build.relaxed:
            return url(build.simd)
        needs = ",".join(map(str, NEEDS))
        return f"globalThis.WebAssembly?.validate(Uint8Array.of({needs}))?{url(build.relaxed)}:{url(build.simd)}"

    rows = [f"[{build.level},{simd(build)},{url(build.scalar)}]" for build in builds]
    return f"export const CORES = [{','.join(rows)}];\n"
