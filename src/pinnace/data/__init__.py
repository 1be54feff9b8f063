"""Data in: from a file or folder to checked texts and labels, a split of them, and a report about them.

dataset = read("reviews.csv")
training, validation = split(dataset, fraction=0.1, seed=0)
report(dataset, validation=validation).render()
"""

from __future__ import annotations

from pinnace.data.dataset import Dataset, Reading
from pinnace.data.inputs import read_inputs
from pinnace.data.reading import read
from pinnace.data.splitting import split

__all__ = ["Dataset", "Reading", "read", "read_inputs", "split"]
