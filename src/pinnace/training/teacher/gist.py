"""What a teacher says as nearly as a sum over n-grams can say it: one weight of each, for a linear student to lean on.

Answers for some texts say little of rare n-grams; the teacher's own weights were learnt from all texts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Gist:
    """ids (V,) of n-grams of up to `own.WORDS` words, ascending; values (V, D) in nats."""

    ids: NDArray[np.uint32]
    values: NDArray[np.float32]

    def table(self) -> NDArray[np.float64]:
        """(V, 1 + D), to be kept."""
        return np.concatenate([self.ids[:, None].astype(np.float64), self.values], axis=1)

    @staticmethod
    def of_table(table: NDArray[np.float64]) -> Gist:
        return Gist(table[:, 0].astype(np.uint32), table[:, 1:].astype(np.float32))

    def of(self, ids: NDArray[np.uint32]) -> NDArray[np.float32]:
        """(n, D) weights of n-grams `ids`; zeros for those that the teacher does not know."""
        place = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where((self.ids[place] == ids)[:, None], self.values[place], np.float32(0))
