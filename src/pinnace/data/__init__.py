"""Data in: from a file or folder to checked texts and labels, a split of them, and a report about them.

dataset = read("reviews.csv")
parts = split(dataset, fraction=0.1, seed=0)
console.print(report(dataset, split=parts).render())
"""

from __future__ import annotations

from pinnace.data.dataset import Dataset, Reading
from pinnace.data.findings import Finding, Suspect, suspect
from pinnace.data.inputs import read_inputs
from pinnace.data.reading import read
from pinnace.data.reporting import DataReport, report
from pinnace.data.splitting import split

__all__ = [
    "DataReport",
    "Dataset",
    "Finding",
    "Reading",
    "Suspect",
    "read",
    "read_inputs",
    "report",
    "split",
    "suspect",
]
