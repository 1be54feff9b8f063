"""The core from Python."""

from pinnace.runtime.answers import Explanation, Prediction, Predictions, WordContribution
from pinnace.runtime.package import Package

__all__ = ["Explanation", "Package", "Prediction", "Predictions", "WordContribution"]
