"""`measure`: the app with what a model file says of itself and what it does on this machine."""

from __future__ import annotations

from pathlib import Path

from pinnace.advising.amount import Amount
from pinnace.advising.app import App
from pinnace.advising.measuring import onnx, package

Facts = dict[str, Amount]


def measure(app: App, path: str | Path) -> tuple[App, frozenset[str]]:
    """The app with the model's facts, and their names.

    Size, memory, ms on this machine (which stands for the fast desktop core: set model.desktop_ms where it does not)
    and, from a package's evidence, accuracy. Raises package.* for a file that is no package, advise.model for an ONNX
    file that cannot be run.
    """
    found = onnx.facts(path) if _is_onnx(path) else package.facts(path, app)
    return app.model_copy(update={"model": app.model.model_copy(update=found)}), frozenset(
        f"model.{key}" for key in found
    )


def kind(path: str | Path) -> str | None:
    """The task that a model file is for; None when it does not say (ONNX). Raises package.*."""
    return None if _is_onnx(path) else package.kind(path)


def _is_onnx(path: str | Path) -> bool:
    return Path(path).suffix.lower() == ".onnx"
