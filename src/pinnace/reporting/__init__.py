"""What a training run found, as one page that anybody can open: `report(run)`."""

from pinnace.reporting.run import Run
from pinnace.reporting.writing import report

__all__ = ["Run", "report"]
