"""``webkitgtk``: the web SDK in WebKitGTK's small browser, on a screen in memory. Of Safari's family, not Safari."""

from __future__ import annotations

from pathlib import Path

from pinnace.checking.protocol import Answers, Request
from pinnace.checking.runtimes import page
from pinnace.checking.runtimes.process import NotRun, find

PLACES = "lib*/**/webkit2gtk-4.*/MiniBrowser"  # not on the program path
SETTINGS = {
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # its sandbox needs rights that containers lack; one page of ours
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "NO_AT_BRIDGE": "1",
}


def run(request: Request) -> dict[str, Answers]:
    screen = find("xvfb-run")
    browser = next((str(path) for path in sorted(Path("/usr").glob(PLACES))), None)
    if not browser:
        raise NotRun("webkit2gtk's MiniBrowser is not installed")

    def command(home: Path, address: str) -> list[str]:
        return [screen, "-a", browser, "--private", address]

    return page.run(request, command, SETTINGS)
