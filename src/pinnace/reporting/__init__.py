"""What a training run found, as one page that anybody can open: `report(run)`."""

from pinnace.reporting.report import report
from pinnace.reporting.run import Run

__all__ = ["Run", "report"]
