"""Install what pip cannot: Node, three browsers, qemu, clang.

    python3 scripts/system.py

On Debian or Ubuntu, as root; elsewhere it says what to install. Asks nothing, and leaves alone what is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PROGRAMS = {  # program -> Debian packages
    "node": ["nodejs"],
    "chromium": ["chromium"],
    "firefox-esr": ["firefox-esr"],
    "WebKitWebDriver": ["webkit2gtk-driver"],
    "xvfb-run": ["xvfb"],
    "qemu-aarch64": ["qemu-user"],
    "clang": ["clang"],
}
FUZZER_RUNTIME = "libclang-rt-{}-dev"  # sanitizers and libFuzzer, a package of its own since clang 14


def main() -> None:
    wanted = [package for program, packages in PROGRAMS.items() if not shutil.which(program) for package in packages]
    if wanted and not _may_install():
        missing = " ".join(wanted)
        raise SystemExit(f"to install by hand (not root, or no apt-get): {missing}, and clang's sanitizer runtime")
    if wanted:
        _apt("update")
        _apt("install", *wanted)
    if not _can_fuzz() and _may_install():
        if not wanted:
            _apt("update")
        _apt("install", FUZZER_RUNTIME.format(_clang_major()))
    print("system parts: all there")


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def _apt(verb: str, *packages: str) -> None:
    options = ["-y", "--no-install-recommends"] if verb == "install" else []
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", verb, *options, *packages]
    print("$", " ".join(command), flush=True)
    code = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode
    if code:
        raise SystemExit(f"apt-get {verb} ended with exit code {code}")


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
