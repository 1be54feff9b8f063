"""The starter app: a copy that is the user's own from then on, with the shipped package inside it.

apps/web for texts, apps/camera for pictures, each over apps/shared, which holds what they have in common.
"""

from __future__ import annotations

from pathlib import Path

from pinnace.shipping import folder, sources

MODEL = "model"  # package.json depends on `file:./model`
SHARED = "shared"
SKIP = frozenset({"node_modules", "dist", MODEL})


def copy(goal: Path, package: dict[str, bytes], kind: str = "web") -> dict[str, bytes]:
    """Writes an app to ``goal`` and says what it wrote. Where one is already, only its model is replaced."""
    model = {f"{MODEL}/{path}": data for path, data in package.items()}
    if (goal / "package.json").is_file():
        folder.replace(goal / MODEL, package)
        return model
    copied = folder.read(sources.app(SHARED), SKIP) | folder.read(sources.app(kind), SKIP)
    folder.replace(goal, copied | model)
    return copied | model
