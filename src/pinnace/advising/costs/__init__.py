"""What an option costs over the horizon, line by line; one file per kind of cost, all of the same shape."""

from pinnace.advising.costs.line import COMPONENTS, Line
from pinnace.advising.costs.total import Memo, lines, total

__all__ = ["COMPONENTS", "Line", "Memo", "lines", "total"]
