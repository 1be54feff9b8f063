"""A page in a headless Chromium, asked through its DevTools pipe: for pages that may tell nobody anything.

Nothing here waits for a time: a page is asked again until it says that it is done. The protocol is that of
chromedevtools.github.io with --remote-debugging-pipe: JSON, each message ended by a zero byte; the browser reads from
file 3 and writes to file 4.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from browser import CHROMIUM, HANGS

from pinnace.checking.runtimes.chromium import FLAGS
from pinnace.checking.runtimes.page import stop

LAUNCH = "import os, sys; [os.dup2(int(sys.argv[i]), i + 2) for i in (1, 2)]; os.execv(sys.argv[3], sys.argv[3:])"


def document(address: str, folder: Path, done: str) -> str:
    """The page's document as soon as ``done``, an expression in it, is true; ``folder`` is for the browser's files."""
    with Browser(folder) as browser:
        page = browser.open(address)
        expression = f"location.protocol !== 'about:' && ({done}) && document.documentElement.outerHTML"
        while time.monotonic() < browser.until:
            if shown := browser.evaluate(page, expression):
                return str(shown)
            time.sleep(0.05)
        raise AssertionError(f"never done: {browser.evaluate(page, 'document.documentElement.outerHTML')}")


class Browser:
    """A Chromium of its own, and its end."""

    def __init__(self, folder: Path) -> None:
        assert CHROMIUM
        ours, theirs = os.pipe(), os.pipe()
        # Above 4, so that no copy of one overwrites the other.
        reads, writes = (fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (ours[0], theirs[1]))
        arguments = [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", "--remote-debugging-pipe"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, str(reads), str(writes), *arguments],
            pass_fds=(reads, writes),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for end in (reads, writes, ours[0], theirs[1]):
            os.close(end)
        self.pipe = theirs[0], ours[1]
        self.buffer, self.count = b"", 0
        self.until = time.monotonic() + HANGS

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *error: object) -> None:
        stop(self.process)
        for end in self.pipe:
            os.close(end)

    def open(self, address: str) -> str:
        """The session of a new page."""
        target = self.ask("Target.createTarget", url=address)["targetId"]
        return str(self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])

    def evaluate(self, page: str, expression: str) -> Any:
        """Its value, or what it promises; None while the page is being replaced."""
        answer = self.ask("Runtime.evaluate", page, expression=expression, returnByValue=True, awaitPromise=True)
        return answer.get("result", {}).get("value")

    def ask(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """The answer to one command; {} where it is refused. Events are passed over."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        os.write(self.pipe[1], json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0")
        while (answer := json.loads(self._message())).get("id") != self.count:
            pass
        found: dict[str, Any] = answer.get("result", {})
        return found

    def _message(self) -> bytes:
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.pipe[0]], [], [], max(0.0, self.until - time.monotonic()))
            part = os.read(self.pipe[0], 1 << 16) if ready else b""
            assert part, "the browser ended" if ready else "the browser keeps silent"
            self.buffer += part
        message, _, self.buffer = self.buffer.partition(b"\0")
        return message
