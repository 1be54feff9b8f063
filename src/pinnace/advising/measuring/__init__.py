"""Facts of a real model in place of assumptions: from a Pinnace package, or from an ONNX file."""

from pinnace.advising.measuring.measure import kind, measure

__all__ = ["kind", "measure"]
