"""What a check replays: the package's goldens, the torture list, and a file of inputs."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pinnace.checking import torture, torture_pictures
from pinnace.data import read_inputs
from pinnace.data.pictures import read_picture_inputs
from pinnace.errors import PinnaceError
from pinnace.runtime.text import as_bytes


@dataclass(frozen=True)
class Case:
    """A raw input, where it comes from, and the answer recorded for it, if any (scores, then probabilities)."""

    source: str
    text: bytes  # or a raw picture
    recorded: np.ndarray | None = None


def gather(evidence: Mapping[str, Any], path: str | Path | None) -> tuple[list[Case], int]:
    """All cases, and how many of them are to be explained as well: goldens and short texts, which come first."""
    cases = goldens(evidence)
    cases += [Case(f"torture “{name}”", text) for name, text in torture.cases().items()]
    explained = len(cases)
    cases += [Case(f"torture “{name}”", text) for name, text in torture.large().items()]
    if path is not None:
        cases += [Case(f"{Path(path).name}, input {i}", as_bytes(text)) for i, text in enumerate(read_inputs(path), 1)]
    return cases, explained


def gather_pictures(evidence: Mapping[str, Any], path: str | Path | None) -> tuple[list[Case], int]:
    """The same for packages of pictures, ``path`` as `read_picture_inputs` takes it. Nothing is explained."""
    cases = goldens(evidence)
    cases += [Case(f"torture “{name}”", picture) for name, picture in torture_pictures.cases().items()]
    cases += [Case(f"torture “{name}”", picture) for name, picture in torture_pictures.large().items()]
    if path is not None:
        cases += [Case(place, picture) for place, picture in read_picture_inputs(path)]
    return cases, 0


def goldens(evidence: Mapping[str, Any]) -> list[Case]:
    """Raises PinnaceError("package.evidence") when they are not what the writer makes."""
    try:
        return [
            Case(
                f"golden {i}",
                base64.b64decode(golden["input"], validate=True),
                np.array([*golden["scores"], *golden["probabilities"]], np.int32),
            )
            for i, golden in enumerate(evidence.get("goldens", []), 1)
        ]
    except (KeyError, TypeError, ValueError, OverflowError, binascii.Error) as error:
        raise PinnaceError(
            "package.evidence",
            what=f"the goldens cannot be read: {error}",
            hint="make the package again with `pinnace train`",
        ) from None
