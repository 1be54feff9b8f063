"""The Swift package's long suite: built and tested by Swift on Linux, as `pinnace ship --to ios` writes it.

    python3 scripts/swift.py                 tests/swift: swift build, swift test, check's swift-linux
    python3 scripts/swift.py --if-changed    only when the last commit, or work since, touched what Swift compiles

Without Swift it is *not run*; scripts/swift_root.py gets it. Nothing of this is needed by users, or by scripts/test.py.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import environment
import swift_root

WATCHED = ("Package.swift", "core", "sdk/swift", "src/pinnace/checking/swift", "tests/swift", "tests/scenario")


def main() -> None:
    arguments = [word for word in sys.argv[1:] if word != "--if-changed"]
    if not shutil.which("swift") and not (swift_root.PLACE / "usr/libexec/swift/bin/swift").exists():
        print("swift: *not run*, it is not installed here (python3 scripts/swift_root.py, as root)")
        return
    if "--if-changed" in sys.argv[1:] and not changed():
        print("swift: *not run*, nothing that it compiles has changed")
        return
    environment.ensure("dev")
    environment.run(environment.PYTHON, "scripts/build_core.py")
    os.environ["PINNACE_SWIFT_TESTS"] = "1"
    environment.run(environment.PYTHON, "-m", "pytest", "tests/swift", *arguments)


def changed() -> bool:
    """Since the commit before the last; True where git cannot tell."""
    command = ["git", "diff", "--quiet", "HEAD~1", "--", *WATCHED]
    return subprocess.run(command, cwd=environment.ROOT, stderr=subprocess.DEVNULL).returncode != 0


if __name__ == "__main__":
    main()
