"""Proof that a package answers the same everywhere: raw inputs in, answers of every runtime compared with ``==``."""

from pinnace.checking.check import check
from pinnace.checking.report import CheckReport, Difference

__all__ = ["CheckReport", "Difference", "check"]
