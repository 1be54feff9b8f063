"""The starter app as a newcomer builds it: ship --app, npm install, npm run build; then app.test.mjs in Chromium."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from browser import CHROMIUM, needs_chromium
from models import model
from programs import HANGS, ran

import pinnace
from pinnace.packaging import writer

ROOT = Path(__file__).parents[2]


@needs_chromium
def test_the_app_builds_and_works(tmp_path: Path) -> None:
    (tmp_path / "two.pinnace").write_bytes(writer.write(model(bits=16, kept=6000)))
    pinnace.ship(tmp_path / "two.pinnace", ["web"], tmp_path, app=True)
    app = tmp_path / "app"
    ran("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", cwd=app)
    ran("npm", "run", "build", cwd=app)
    environment = {**os.environ, "APP": str(app), "CHROMIUM": str(CHROMIUM)}
    command = ["node", "--test", str(ROOT / "tests" / "apps" / "app.test.mjs")]
    tools = os.environ["PINNACE_WEB_TOOLS"]
    done = subprocess.run(command, cwd=tools, env=environment, capture_output=True, text=True, timeout=HANGS)
    assert done.returncode == 0, done.stdout[-8000:]
