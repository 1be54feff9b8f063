"""A folder with Debian trixie's Swift, to build and test the Swift SDK on Linux.

    python3 scripts/swift_root.py         makes it, once: about 4 minutes, 2.7 GB, in ~/.cache/pinnace/swift

Debian bookworm has no Swift, and trixie's needs a newer libc than bookworm's: so it gets a root of its own. Needs root
and mmdebstrap. PINNACE_SWIFT names another place. Where `swift` is on the path, none of this is needed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

PLACE = Path(os.environ.get("PINNACE_SWIFT") or Path.home() / ".cache" / "pinnace" / "swift")
PACKAGES = "swiftlang,libc6-dev,libstdc++-14-dev,git,ca-certificates"
KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
SOURCES = Path("/etc/apt/sources.list.d/debian.sources")


def main() -> None:
    if (PLACE / "usr/libexec/swift/bin/swift").exists():
        print(f"Swift: already in {PLACE}")
        return
    if not shutil.which("mmdebstrap") or os.geteuid():
        raise SystemExit("Swift: *not run*. It needs root and mmdebstrap (apt-get install mmdebstrap)")
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    fresh = PLACE.with_name(f"{PLACE.name}.new")  # moved at the end: half a root would look like a whole one
    shutil.rmtree(fresh, ignore_errors=True)
    source = f"deb [signed-by={KEYS}] {_mirror()} trixie main"
    options = ["--variant=apt", "--mode=root", '--aptopt=APT::Install-Recommends "false"', f"--include={PACKAGES}"]
    subprocess.run(["mmdebstrap", *options, "trixie", str(fresh), source], check=True)
    fresh.replace(PLACE)
    print(f"Swift: in {PLACE}")


def _mirror() -> str:
    """The Debian mirror that this machine uses already."""
    text = SOURCES.read_text(encoding="utf-8") if SOURCES.exists() else ""
    found = re.search(r"^URIs: (\S+)\n(?:(?!-security).)*?^Suites:", text, re.MULTILINE)
    return found[1] if found else "http://deb.debian.org/debian"


if __name__ == "__main__":
    main()
