"""Compile the C with zig: the core for this machine, wasm, arm64 and Android; what training needs beside it.

    python scripts/build_core.py [--only host|wasm|arm64|android|training] [--out DIR] [--force] [--check]

Everything is cross-compiled, the host library too: `-target` and a baseline `-mcpu` make the result depend on the
sources and the zig version, never on the machine that builds. The core is freestanding, so no libc is built or linked.
Needs the package `ziglang` in the Python that runs this.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "core"
JNI = ROOT / "sdk" / "android" / "jni"
NATIVE = ROOT / "src" / "pinnace" / "training" / "native.c"  # floating point: no part of the core
OUT = ROOT / "src" / "pinnace" / "runtime" / "bin"
RECORD = "built.json"  # beside the outputs: part -> hash of what it was built from

COMMON = ["-std=c11", "-Wall", "-Wextra", "-ffreestanding", "-nostdlib"]


@dataclass(frozen=True)
class Host:
    """How the host library is built on one platform, and what pip calls that platform."""

    target: str
    cpu: str
    library: str
    wheel_tag: str


LINUX = "manylinux_2_17_{0}.musllinux_1_1_{0}"
HOSTS = {
    ("Linux", "x86_64"): Host("x86_64-linux-gnu.2.17", "x86_64_v2", "libpinnace.so", LINUX.format("x86_64")),
    ("Linux", "aarch64"): Host("aarch64-linux-gnu.2.17", "generic", "libpinnace.so", LINUX.format("aarch64")),
    ("Darwin", "x86_64"): Host("x86_64-macos.11.0", "x86_64_v2", "libpinnace.dylib", "macosx_11_0_x86_64"),
    ("Darwin", "arm64"): Host("aarch64-macos.11.0", "apple_m1", "libpinnace.dylib", "macosx_11_0_arm64"),
    ("Windows", "AMD64"): Host("x86_64-windows-gnu", "x86_64_v2", "pinnace.dll", "win_amd64"),
}
ANDROID = {  # Android's name of a processor -> zig's target, and the least such a device has
    "arm64-v8a": ("aarch64-linux-android", "generic"),
    "x86_64": ("x86_64-linux-android", "x86_64_v2"),
}


def host() -> Host:
    """The row of HOSTS for this machine; SystemExit names the platforms that exist."""
    key = (platform.system(), platform.machine())
    if key not in HOSTS:
        known = ", ".join(" ".join(k) for k in HOSTS)
        raise SystemExit(f"pinnace has no build for {' '.join(key)} yet; there are builds for {known}")
    return HOSTS[key]


Commands = list[tuple[Path, list[str], list[str]]]  # output, arguments of `zig cc`, of `zig wasm-ld` if that links
SOURCE = str(CORE / "pinnace.c")


def _library(h: Host, *flags: str) -> list[str]:
    """A shared library of this platform."""
    # Windows looks for a DLL entry point that a freestanding library does not have.
    extra = ["-Wl,--no-entry"] if h.library.endswith(".dll") else ["-fPIC"]
    return ["-target", h.target, f"-mcpu={h.cpu}", "-O3", *flags, "-shared", "-s", *extra, *COMMON]


def _host(out: Path) -> Commands:
    h = host()
    return [(out / h.library, [*_library(h), SOURCE], [])]


def _training(out: Path) -> Commands:
    h = host()
    name = h.library.replace("pinnace", "pinnace-training")
    return [(out / name, [*_library(h, "-fno-math-errno", "-ffp-contract=fast"), str(NATIVE)], [])]


def _wasm(out: Path) -> Commands:
    # A page waits for these bytes: small first. Loop vectors would add 1 %, addresses kept beside their counters 3 %,
    # loads ahead of branches, what is learnt from earlier loads and from their types 0.5 % each; none of them makes a
    # network faster in V8. Small functions are put in line, which makes texts 2 % faster; large ones are not.
    passes = ["-mllvm", "-disable-lsr", "-mllvm", "-enable-pre=0", "-mllvm", "-enable-gvn-memdep=0"]
    passes += ["-mllvm", "-inline-threshold=5"]
    small = ["-Os", "-fno-vectorize", "-fno-slp-vectorize", "-fno-strict-aliasing", *passes]
    # The linker by itself: only so can it be told to write addresses as short as they are. With -flto it compiles, too,
    # and leaves out arguments that are always the same: 2 % of what reads pictures.
    link = ["--no-entry", "--strip-all", "--compress-relocations", "-z", "stack-size=1048576", *_exports("exports.txt")]
    link += passes
    explains = _exports("exports_explain.txt")
    target = ["-target", "wasm32-freestanding", "-flto", *small, "-DPN_DEVICE"]
    vectors, plain = ["-mcpu=generic+simd128+bulk_memory"], ["-mcpu=generic+bulk_memory", "-DPN_SCALAR"]
    networks = _exports("exports_networks.txt")  # what the linear core has not
    relaxed = ["-mcpu=generic+simd128+relaxed_simd+bulk_memory"]
    # zig makes -Os of -Oz, clang itself does not: 3 % less again, some loops slower. Only where bytes are scarcest.
    brief = ["-DPN_BOTH", "-Xclang", "-Oz"]
    variants = {  # the linear core of texts, that of pictures, of both, and everything
        "pinnace.wasm": [*vectors, "-DPN_LINEAR"],
        "pinnace.scalar.wasm": [*plain, "-DPN_LINEAR"],
        "pinnace.pictures.wasm": [*vectors, "-DPN_PICTURES"],
        "pinnace.pictures.scalar.wasm": [*plain, "-DPN_PICTURES"],
        "pinnace.pictures.relaxed.wasm": [*relaxed, "-DPN_PICTURES"],
        "pinnace.both.wasm": [*vectors, *brief],
        "pinnace.both.scalar.wasm": [*plain, *brief],
        "pinnace.networks.wasm": vectors,
        "pinnace.networks.scalar.wasm": plain,
        "pinnace.networks.relaxed.wasm": relaxed,
    }
    return [
        (
            out / name,
            [*target, *variant, *COMMON, "-c", SOURCE],
            [
                *link,
                *(() if "-DPN_LINEAR" in variant else networks),
                *(() if {"-DPN_PICTURES", "-DPN_BOTH"} & set(variant) else explains),
            ],
        )
        for name, variant in variants.items()
    ]


def _exports(name: str) -> list[str]:
    return [f"--export={each}" for each in (CORE / name).read_text().split()]


def _arm64(out: Path) -> Commands:
    runner = CORE / "runner" / "runner.c"
    if not runner.exists():
        return []  # a package's sources may come without it
    flags = ["-target", "aarch64-linux-musl", "-O2", "-static", "-s", "-DPN_DEVICE"]
    variants = {  # with NEON, without, and with dot products of bytes
        "pinnace-arm64": ["-mcpu=generic"],
        "pinnace-arm64.scalar": ["-mcpu=generic", "-DPN_SCALAR"],
        "pinnace-arm64.dot": ["-mcpu=generic+dotprod"],
    }
    return [(out / name, [*flags, *variant, *COMMON, str(runner)], []) for name, variant in variants.items()]


def _android(out: Path) -> Commands:
    page = "-Wl,-z,max-page-size=16384"  # Google Play asks for it; devices with pages of 4 KB take it as well
    link = ["-shared", "-s", "-fPIC", "-fvisibility=hidden", "-Wl,-soname,libpinnace.so", "-Wl,--hash-style=sysv", page]
    # -O2 would add a third to what every app carries, and a prediction takes microseconds either way: bench
    # core/instructions counts what these cost. Nothing here is unwound: C without exceptions.
    small = ["-Os", "-DPN_SMALL", "-fno-unwind-tables", "-fno-asynchronous-unwind-tables"]
    small += ["-fno-vectorize", "-fno-slp-vectorize", "-mllvm", "-inline-threshold=5", "-mllvm", "-disable-lsr"]
    flags = [*small, *link, "-DPN_DEVICE", "-I", str(CORE), *COMMON, str(JNI / "pinnace_jni.c")]
    variants = {"linear": ["-DPN_LINEAR"], "networks": []}
    return [
        (out / "android" / core / abi / "libpinnace.so", ["-target", target, f"-mcpu={cpu}", *variant, *flags], [])
        for core, variant in variants.items()
        for abi, (target, cpu) in ANDROID.items()
    ]


MAKERS = {"host": _host, "wasm": _wasm, "arm64": _arm64, "android": _android, "training": _training}
PARTS = tuple(MAKERS)


def commands(part: str, out: Path) -> Commands:
    """How each file of a part is made."""
    return MAKERS[part](out)


def fingerprint(part: str) -> str:
    """SHA-256 over the sources of the part, the commands of the part and the compiler's version."""
    digest = hashlib.sha256(_zig_version().encode())
    for output, arguments, link in commands(part, Path()):
        digest.update(repr((str(output), [_placeless(a) for a in arguments], link)).encode())
    if part == "training":
        return hashlib.sha256(digest.digest() + NATIVE.read_bytes()).hexdigest()
    sources = (path for path in CORE.rglob("*") if path.suffix in {".c", ".h", ".inc", ".txt"})
    for path in sorted(path for path in sources if path.relative_to(CORE).parts[0] != "fuzz"):  # no part contains it
        digest.update(path.relative_to(CORE).as_posix().encode() + b"\0" + path.read_bytes())
    for path in sorted(JNI.glob("*")) if part == "android" else ():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _placeless(argument: str) -> str:
    """The place of the checkout does not matter."""
    return argument.replace(str(CORE), "").replace(str(JNI), "").replace(str(ROOT), "")


def stale(out: Path, parts: tuple[str, ...] = PARTS) -> list[str]:
    """Those of the parts that are missing or older than their sources."""
    record = out / RECORD
    built = json.loads(record.read_text()) if record.exists() else {}
    return [
        part
        for part in parts
        if built.get(part) != fingerprint(part) or not all(output.exists() for output, _, _ in commands(part, out))
    ]


def build(out: Path, parts: tuple[str, ...] = PARTS, *, force: bool = False) -> None:
    """Compile the given parts into `out`, skipping what is fresh."""
    if not _zig_version():
        raise SystemExit("building the core needs the Python package ziglang: python -m pip install ziglang")
    out.mkdir(parents=True, exist_ok=True)
    todo = list(parts) if force else stale(out, parts)
    record = out / RECORD
    built = json.loads(record.read_text()) if record.exists() else {}
    for part in todo:
        for output, arguments, link in commands(part, out):
            # Written beside and moved over, so that a running process keeps the library it has loaded.
            output.parent.mkdir(parents=True, exist_ok=True)
            fresh = output.with_name(f"{output.name}.new")
            make(fresh, arguments, link)
            fresh.replace(output)
        built[part] = fingerprint(part)
        record.write_text(json.dumps(built, indent=1, sort_keys=True) + "\n")


def make(output: Path, arguments: Sequence[str], link: Sequence[str]) -> None:
    """One file, as `commands` says."""
    zig = [sys.executable, "-m", "ziglang"]
    subprocess.run([*zig, "cc", *arguments, "-o", str(output)], check=True)
    if link:
        subprocess.run([*zig, "wasm-ld", *link, str(output), "-o", str(output)], check=True)


def _zig_version() -> str:
    try:
        return metadata.version("ziglang")
    except metadata.PackageNotFoundError:
        return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", choices=PARTS, help="one part instead of all")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the results")
    parser.add_argument("--force", action="store_true", help="compile even what is fresh")
    parser.add_argument("--check", action="store_true", help="compile nothing; exit 1 when something is stale")
    args = parser.parse_args()
    if args.check:
        old = stale(args.out)
        if old:
            raise SystemExit(f"older than their sources: {', '.join(old)}. Run: python scripts/build_core.py")
        return
    build(args.out, (args.only,) if args.only else PARTS, force=args.force)
    for path in sorted(path for path in args.out.rglob("*") if path.is_file()):
        if path.name != RECORD:
            print(f"{path.stat().st_size:>9,} bytes  {path.relative_to(args.out)}")


if __name__ == "__main__":
    main()
