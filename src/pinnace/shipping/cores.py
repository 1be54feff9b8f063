"""The builds of the core for the web: what each is good for, and which a package needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pinnace.errors import PinnaceError
from pinnace.packaging.reader import walk
from pinnace.runtime import Package

# A module of one function that adds up -127 * 127 four times with i32x4.relaxed_dot_i8x16_i7x16_add_s. It does not
# compile where there is no such instruction, and tells another sum where one is wrong (V8 11.3, behind its flag).
SPLAT = bytes([253, 15])  # i8x16
PRODUCTS = bytes([65, 129, 127, *SPLAT, 65, 255, 0, *SPLAT, 65, 0, *SPLAT, 253, 147, 2, 253, 27, 0])
HEAD = bytes([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 24, 1, 22, 0])
PROBE = HEAD + PRODUCTS + bytes([11])
SUM = 4 * -127 * 127
MULTIPLIES = (
    "const multiplies=(bytes)=>{try{return new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)))"
    f".exports.f()==={SUM}}}catch{{return false}}}};\n"
)
CHOSEN = """export const chosen = async (level) => {
  const least = await level;
  return (CORES.find(([has]) => has >= least) ?? CORES[CORES.length - 1])[1];
};
"""
LEVEL = 5  # where a package says which core it needs: spec/package.md
WORDS = {"embed.v1", "depthwise.v1", "attend.v1", "gate.v1", "gru.v1"}  # what PN_WORDS adds (core/include/pinnace.h)


@dataclass(frozen=True)
class Build:
    """The files of one core: for browsers with SIMD, without, and, if that is faster, with relaxed SIMD."""

    name: str
    texts: int  # it runs packages of texts up to this level; 0: none
    pictures: int  # and packages of pictures up to this, which have nothing in them that only texts need
    simd: str
    scalar: str
    relaxed: str = ""
    explains: bool = True  # what it says of texts

    @property
    def files(self) -> tuple[str, ...]:
        return (self.simd, self.scalar, self.relaxed)[: 3 if self.relaxed else 2]

    @property
    def usual(self) -> str:
        """What most browsers fetch."""
        return self.relaxed or self.simd

    @property
    def level(self) -> int:
        """It may be asked for packages up to this level. Which of them it runs is known where packages are shipped."""
        return max(self.texts, self.pictures)


# Ascending. The last one runs what the others run, and is larger.
BUILDS = (
    Build("linear", 1, 0, "pinnace.wasm", "pinnace.scalar.wasm"),
    Build(
        *("pictures", 0, 3),
        *("pinnace.pictures.wasm", "pinnace.pictures.scalar.wasm", "pinnace.pictures.relaxed.wasm"),
    ),
    Build("both", 1, 3, "pinnace.both.wasm", "pinnace.both.scalar.wasm", explains=False),
    Build(
        *("networks", 3, 3),
        *("pinnace.networks.wasm", "pinnace.networks.scalar.wasm", "pinnace.networks.relaxed.wasm"),
    ),
)
NAMES = ("linear", "networks")  # what packages to come may need


def needed(*packages: bytes) -> Build:
    """The smallest that is good for all of these; the first for what is none, which any core refuses."""
    return shippable(*packages)[0]


def shippable(*packages: bytes) -> tuple[Build, ...]:
    """What a page may run packages with: the build that they need, first, and what may be shipped in its place."""
    found: tuple[Build, ...] = BUILDS
    for package in packages:
        level = package[LEVEL] if len(package) > LEVEL else 1
        pictures = level > 1 and only_pictures(package)
        found = tuple(build for build in found if level <= (build.pictures if pictures else build.texts))
    return found or BUILDS[:1]


def chosen(packages: Sequence[bytes], ahead: str | None = None) -> tuple[Build, ...]:
    """What is shipped: what the packages need and, for packages yet to come, the build called ``ahead``."""
    first = needed(*packages)
    more = tuple(build for build in BUILDS[BUILDS.index(first) + 1 :] if build.name == ahead)
    return more if more and more[0].level == first.level else (first, *more)  # a page can tell levels apart, not plans


def only_pictures(package: bytes) -> bool:
    """Does a package read pictures, with nothing in it that only texts need?"""
    try:
        if Package(package).view is None:
            return False
    except PinnaceError:
        return False
    facts = walk(package)[1]
    words = (op["op"] in WORDS or (op["op"] == "conv.v1" and op["width"] > 1) for op in facts["operators"])
    return not any(words) and not any(tensor["coding"] == "sparse rows" for tensor in facts["tensors"])


def explaining(builds: Sequence[Build]) -> Build | None:
    """The core that explains texts where one of these does not: fetched when an app first asks why."""
    silent = [build.texts for build in builds if build.texts and not build.explains]
    return next(build for build in BUILDS if build.explains and build.texts >= max(silent)) if silent else None


def with_explaining(builds: Sequence[Build]) -> tuple[Build, ...]:
    """All that is shipped."""
    more = explaining(builds)
    return tuple(builds) if more is None or more in builds else (*builds, more)


def module(builds: Sequence[Build]) -> str:
    """sdk/web/cores.js for these builds."""
    probe = MULTIPLIES if any(build.relaxed for build in builds) else ""
    if len(builds) == 1:
        return f"{probe}export const chosen = () => {_row(builds[0])};\n"
    rows = ", ".join(f"[{build.level}, {_row(build)}]" for build in builds)
    return f"{probe}const CORES = [{rows}];\n{CHOSEN}"


def explaining_module(builds: Sequence[Build]) -> str:
    """sdk/web/explaining.js for them."""
    build = explaining(builds)
    return f"export const EXPLAINING = {_row(build) if build else 'undefined'};\n"


def _row(build: Build) -> str:
    url = 'new URL("./{}", import.meta.url)'.format
    simd = url(build.simd)
    if build.relaxed:
        simd = f"multiplies([{','.join(map(str, PROBE))}])?{url(build.relaxed)}:{simd}"
    return f"[{simd}, {url(build.scalar)}]"
