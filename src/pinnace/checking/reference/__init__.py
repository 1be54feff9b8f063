"""The slow, obvious reference: what a package answers, written from spec/ with Python integers and nothing of the core.

It shares no code, no language and no compiler with the C. Where the two differ, one of them is wrong
(docs/decisions/0004-reference-in-python.md). Not for production: some thousand times slower than the core.
"""

from pinnace.checking.reference.contributions import Contribution, explain
from pinnace.checking.reference.package import Package, parse
from pinnace.checking.reference.plan import answer

__all__ = ["Contribution", "Package", "answer", "explain", "parse"]
