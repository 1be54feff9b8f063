"""Labelled texts become a small linear model of integers: `train_linear`. NumPy and SciPy only."""

from pinnace.training.features import Features
from pinnace.training.linear import train_linear
from pinnace.training.model import SparseLinear
from pinnace.training.progress import Progress, Silence
from pinnace.training.result import Rung, TrainingResult
from pinnace.training.suspects import Suspect

__all__ = ["Features", "Progress", "Rung", "Silence", "SparseLinear", "Suspect", "TrainingResult", "train_linear"]
