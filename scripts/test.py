"""Set up and pass the tests: which runtimes this machine has, lint, types, pytest.

    python3 scripts/test.py [PYTEST ARGUMENTS]

What only some machines have is never skipped silently: the table names it *not run* and says how to get it.
"""

from __future__ import annotations

import shutil
import sys

import check
import environment

OPTIONAL = {  # program names -> what the tests do with it
    ("node", "nodejs"): "the package in Node",
    ("chromium", "chromium-browser", "google-chrome"): "the package in a browser page",
    ("firefox", "firefox-esr"): "the same in Firefox",
    ("WebKitWebDriver",): "the same in WebKitGTK",
    ("qemu-aarch64", "qemu-aarch64-static"): "the package on arm64",
    ("clang",): "fuzzing with sanitizers",
    ("valgrind",): "no test: bench core/instructions counts with it",
    ("javac",): "the Android library on a JVM, with Kotlin's compiler",
}


def main() -> None:
    environment.ensure("dev")
    environment.run(environment.PYTHON, "scripts/build_core.py")
    environment.run(environment.PYTHON, "scripts/build_kotlin.py")
    check.main()
    table()
    environment.run(environment.PYTHON, "-m", "pytest", *sys.argv[1:])


def table() -> None:
    """Print the optional runtimes and whether the tests of each will run."""
    print("\noptional runtimes on this machine:")
    missing = False
    for names, purpose in OPTIONAL.items():
        found = next(filter(None, map(shutil.which, names)), None)
        missing |= found is None
        print(f"  {names[0]:<17}{'found' if found else '*not run*':<11}{purpose}")
    torch = any(environment.VENV.glob("[Ll]ib/**/site-packages/torch"))
    print(f"  {'PyTorch':<17}{'found' if torch else '*not run*':<11}training networks: python3 scripts/setup.py train")
    if missing:
        print("  python3 scripts/system.py installs what is missing (Debian or Ubuntu, as root)")


if __name__ == "__main__":
    main()
