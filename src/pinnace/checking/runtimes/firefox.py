"""``firefox``: the web SDK in a headless Firefox."""

from __future__ import annotations

from pathlib import Path

from pinnace.checking.protocol import Answers, Request
from pinnace.checking.runtimes import page
from pinnace.checking.runtimes.process import find

# A fresh profile would rather show its own pages, ask the network whether it is there, and look for updates.
SETTINGS = {
    "browser.shell.checkDefaultBrowser": "false",
    "browser.aboutwelcome.enabled": "false",
    "browser.startup.homepage_override.mstone": '"ignore"',
    "datareporting.policy.dataSubmissionEnabled": "false",
    "network.captive-portal-service.enabled": "false",
    "network.connectivity-service.enabled": "false",
    "app.update.enabled": "false",
    "extensions.update.enabled": "false",
}


def run(request: Request) -> dict[str, Answers]:
    browser = find("firefox", "firefox-esr")

    def command(home: Path, address: str) -> list[str]:
        lines = [f'user_pref("{name}", {value});' for name, value in SETTINGS.items()]
        Path(home, "user.js").write_text("\n".join(lines))
        return [browser, "--headless", "--no-remote", "--profile", str(home), address]

    return page.run(request, command)
