"""Labelled texts become a small model of integers: `train_text`. NumPy and SciPy; networks want PyTorch."""

from pinnace.training.features import Features
from pinnace.training.linear import train_text
from pinnace.training.model import SparseLinear
from pinnace.training.progress import Progress, Silence
from pinnace.training.result import Rung, TrainingResult
from pinnace.training.suspects import Suspect

__all__ = ["Features", "Progress", "Rung", "Silence", "SparseLinear", "Suspect", "TrainingResult", "train_text"]
