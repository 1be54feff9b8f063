"""Install what pip cannot: Node, three browsers, qemu, clang, valgrind, a JDK and Kotlin.

    python3 scripts/system.py

On Debian or Ubuntu, as root; elsewhere it says what to install. Asks nothing, and leaves alone what is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import build_kotlin

PROGRAMS = {  # program -> Debian packages
    "node": ["nodejs"],
    "npm": ["npm"],  # Kotlin's compiler comes by it
    "chromium": ["chromium"],
    "firefox-esr": ["firefox-esr"],
    "WebKitWebDriver": ["webkit2gtk-driver"],
    "xvfb-run": ["xvfb", "xauth"],  # which it only recommends
    "qemu-aarch64": ["qemu-user"],
    "clang": ["clang"],
    "valgrind": ["valgrind"],
    "javac": ["openjdk-17-jdk-headless"],
}
FILES = {  # what is no program: a file -> its Debian package
    "/usr/share/java/junit4.jar": "junit4",
    "/usr/aarch64-linux-gnu/lib/libc.so.6": "libc6-arm64-cross",
}
KOTLIN = "kotlin-compiler@2.4.20"
FUZZER_RUNTIME = "libclang-rt-{}-dev"  # sanitizers and libFuzzer, a package of its own since clang 14


def main() -> None:
    wanted = [package for program, packages in PROGRAMS.items() if not shutil.which(program) for package in packages]
    wanted += [package for file, package in FILES.items() if not Path(file).exists()]
    if not _may_install():
        if wanted:
            raise SystemExit(f"to install by hand (not root, or no apt-get): {' '.join(wanted)}")
        print("system parts: all there")
        return
    if wanted or not _can_fuzz():
        _apt("update")
    # One by one: a distribution that lacks one of them still gives the others.
    failed = [package for package in wanted if not _apt("install", package)]
    if shutil.which("clang") and not _can_fuzz() and not _apt("install", FUZZER_RUNTIME.format(_clang_major())):
        failed.append("clang's sanitizer runtime")
    if not build_kotlin.home() and not _ran("npm", "install", "--global", "--no-audit", "--no-fund", KOTLIN):
        failed.append("kotlin-compiler")
    if failed:
        raise SystemExit(f"could not be installed here: {', '.join(failed)}")
    print("system parts: all there")


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def _apt(verb: str, *packages: str) -> bool:
    options = ["-y", "--no-install-recommends"] if verb == "install" else []
    return _ran("apt-get", "-qq", verb, *options, *packages)


def _ran(*command: str) -> bool:
    if not shutil.which(command[0]):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("$", " ".join(command), flush=True)
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode == 0


def _clang_major() -> str:
    version = subprocess.run(["clang", "-dumpversion"], capture_output=True, text=True, check=True).stdout
    return version.split(".")[0]


def _can_fuzz() -> bool:
    """Whether clang can link a libFuzzer program here."""
    program = "int LLVMFuzzerTestOneInput(const unsigned char *data, unsigned long n) { return data && n ? 0 : 0; }"
    command = ["clang", "-fsanitize=fuzzer,address", "-x", "c", "-", "-o", os.devnull]
    return subprocess.run(command, input=program, text=True, capture_output=True).returncode == 0


if __name__ == "__main__":
    main()
