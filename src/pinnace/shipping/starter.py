"""The starter app: a copy of apps/web that is the user's own from then on, with the shipped package inside it."""

from __future__ import annotations

from pathlib import Path

from pinnace.shipping import folder, sources

MODEL = "model"  # apps/web/package.json depends on `file:./model`
SKIP = frozenset({"node_modules", "dist", MODEL})


def copy(goal: Path, package: dict[str, bytes]) -> dict[str, bytes]:
    """Writes the app to ``goal`` and says what it wrote. Where an app is already, only its model is replaced."""
    model = {f"{MODEL}/{path}": data for path, data in package.items()}
    if (goal / "package.json").is_file():
        folder.replace(goal / MODEL, package)
        return model
    copied = folder.read(sources.app("web"), SKIP)
    folder.replace(goal, copied | model)
    return copied | model
