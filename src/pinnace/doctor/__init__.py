"""Traps before they cost a day: what is wrong, or about to be, in the folder of an app that carries a package."""

from pinnace.doctor.examine import examine
from pinnace.doctor.finding import Finding

__all__ = ["Finding", "examine"]
