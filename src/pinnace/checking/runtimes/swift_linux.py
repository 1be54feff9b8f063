"""``swift-linux``: the Swift package as shipped, compiled and run by Swift on Linux. Not iOS: Apple's SDK is not here.

Swift is on the path, or in a folder with a Linux of its own that scripts/swift_root.py makes (PINNACE_SWIFT, else
~/.cache/pinnace/swift); entering that takes root. The program is built once for each state of its sources.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from pinnace.checking.protocol import Answers, Request
from pinnace.checking.runtimes.process import Broken, NotRun, ask, find
from pinnace.errors import PinnaceError
from pinnace.shipping import folder, ios

HOME = Path.home() / ".cache" / "pinnace"
BUILD = 1800.0  # seconds: seldom needed, but machines are busy
ENTER = 'mount -t proc proc "$1/proc" && exec chroot "$1" /usr/bin/env -C "$2" HOME=/tmp PATH=/usr/bin:/bin "${@:3}"'


@dataclass(frozen=True)
class Toolchain:
    """Where Swift runs: ``root`` is a folder with a Linux of its own, None for this one."""

    root: Path | None

    @property
    def builds(self) -> Path:
        """Where sources and builds lie, as this Linux sees it."""
        return self.root / "var" / "cache" / "pinnace" if self.root else HOME / "swift-builds"

    def command(self, place: Path, *words: str) -> list[str]:
        """Words as a command of this Linux, run in ``place``; paths in them are the toolchain's own."""
        if not self.root:
            return ["env", "-C", str(place), *words]
        inside = f"/{place.relative_to(self.root)}"
        return ["unshare", "--mount", "bash", "-c", ENTER, "bash", str(self.root), inside, *words]


def toolchain() -> Toolchain:
    """Raises NotRun when there is no Swift here."""
    if shutil.which("swift"):
        return Toolchain(None)
    root = Path(os.environ.get("PINNACE_SWIFT") or HOME / "swift")
    if not (root / "usr/libexec/swift/bin/swift").exists():
        raise NotRun("Swift is not installed; in a checkout: python3 scripts/swift_root.py")
    find("unshare")
    if os.geteuid():
        raise NotRun(f"entering {root} takes root")
    return Toolchain(root)


def run(request: Request) -> dict[str, Answers]:
    swift = toolchain()
    place = built(swift)
    return {"": ask(swift.command(place, ".build/release/Replay"), request)}


def built(swift: Toolchain) -> Path:
    """The folder of the replay program, built unless it was before."""
    try:
        files = {f"Pinnace/{path}": data for path, data in ios.swift_package().items()}
    except PinnaceError as error:
        raise NotRun(error.what) from None
    own = Path(str(resources.files("pinnace.checking"))) / "swift"
    files |= {f"Replay/{path.name}": path.read_bytes() for path in own.glob("*.swift")}
    digest = hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()[:16]
    place = swift.builds / f"replay-{digest}"
    if not place.exists():
        swift.builds.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=swift.builds, prefix=".new-"))
        try:
            folder.write(fresh, files)
            quietly(swift.command(fresh / "Replay", "swift", "build", "-c", "release"))
            try:
                fresh.replace(place)
            except OSError:  # another process was faster: what it built is the same
                if not place.exists():
                    raise
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return place / "Replay"


def quietly(command: Sequence[str]) -> str:
    """What it said. Raises Broken with the compiler's first error."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=BUILD)
    except subprocess.TimeoutExpired:
        raise Broken(f"building took more than {BUILD:.0f} s") from None
    said = done.stdout + done.stderr
    if done.returncode:
        lines = [line for line in said.splitlines() if "error:" in line] or said.splitlines()[-1:]
        raise Broken(f"it does not build: {' '.join(lines)[:300]}")
    return said
