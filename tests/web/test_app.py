"""The starter apps as a newcomer builds them: ship --app, npm install, npm run build; then tests/apps in Chromium."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from browser import CHROMIUM, needs_chromium
from models import model
from programs import HANGS, ran

import pinnace
from pinnace.packaging import writer

ROOT = Path(__file__).parents[2]
SYMBOLS = ROOT / "examples" / "symbols"


def built(package: Path, folder: Path) -> Path:
    """The app's folder."""
    pinnace.ship(package, ["web"], folder, app=True)
    app = folder / "app"
    ran("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", cwd=app)
    ran("npm", "run", "build", cwd=app)
    return app


def tried(script: str, app: Path, **variables: str) -> None:
    """Runs tests/apps/SCRIPT on a built app."""
    environment = {**os.environ, "APP": str(app), "CHROMIUM": str(CHROMIUM), **variables}
    command = ["node", "--test", str(ROOT / "tests" / "apps" / script)]
    tools = os.environ["PINNACE_WEB_TOOLS"]
    done = subprocess.run(command, cwd=tools, env=environment, capture_output=True, text=True, timeout=HANGS)
    assert done.returncode == 0, done.stdout[-8000:]


@needs_chromium
def test_the_text_app(tmp_path: Path) -> None:
    (tmp_path / "two.pinnace").write_bytes(writer.write(model(bits=16, kept=6000)))
    tried("app.test.mjs", built(tmp_path / "two.pinnace", tmp_path))


@needs_chromium
def test_the_camera_app(tmp_path: Path) -> None:
    film = tmp_path / "film.y4m"
    ran(sys.executable, SYMBOLS / "film.py", film, "star", "circle", cwd=tmp_path)
    tried("camera.test.mjs", built(SYMBOLS / "symbols.pinnace", tmp_path), FILM=str(film))
