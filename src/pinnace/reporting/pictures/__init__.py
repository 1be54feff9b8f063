"""What a training run on pictures found, as one page: `report(run)`. Many sections are those of texts."""

from pinnace.reporting.pictures.run import PictureRun
from pinnace.reporting.pictures.writing import report

__all__ = ["PictureRun", "report"]
