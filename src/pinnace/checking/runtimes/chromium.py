"""``chromium``: the web SDK in a headless Chromium."""

from __future__ import annotations

from pinnace.checking.protocol import Answers, Request
from pinnace.checking.runtimes import page
from pinnace.checking.runtimes.process import find

FLAGS = [
    "--headless", "--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-quic", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
]  # fmt: skip


def run(request: Request) -> dict[str, Answers]:
    browser = find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return page.run(request, lambda home, address: [browser, *FLAGS, f"--user-data-dir={home}", address])
