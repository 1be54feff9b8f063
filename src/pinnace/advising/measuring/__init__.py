"""Facts of a real model in place of assumptions: from a Pinnace package, or from an ONNX file."""

from pinnace.advising.measuring.measure import measure

__all__ = ["measure"]
