"""A network as it is packaged. Training makes it (training/networks); without PyTorch it is as good as any package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class PackagedNetwork:
    """The bytes of a package, how many weights and biases are in it, and what it is made of, for the model card."""

    package: bytes = field(repr=False)
    parameters: int
    settings: Mapping[str, Any]

    def shipped(self) -> bytes:
        """The bytes of its package."""
        return self.package
