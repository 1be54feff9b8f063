"""The server that browsers visit: what it does with one that fails before it says anything."""

from __future__ import annotations

import sys

import pytest

from pinnace.checking.protocol import Request
from pinnace.checking.runtimes import page
from pinnace.checking.runtimes.process import Broken

SAYS = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1] + 'failed', b'a reason')"


def test_a_browser_that_ends_is_given_up_at_once() -> None:
    with pytest.raises(Broken, match="exit code 3"):
        page.run(Request(b"", []), lambda home, address: [sys.executable, "-c", "raise SystemExit(3)"])


def test_what_it_said_before_it_ended_counts() -> None:
    command = f"{SAYS}; raise SystemExit(3)"
    with pytest.raises(Broken, match="a reason"):
        page.run(Request(b"", []), lambda home, address: [sys.executable, "-c", command, address])
