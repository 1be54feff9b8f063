"""From a trained model to the one file that devices load, and back for the curious."""

from pinnace.packaging.evaluating import evaluate
from pinnace.packaging.gate import gate
from pinnace.packaging.goldens import goldens
from pinnace.packaging.inspecting import inspect
from pinnace.packaging.network import Network
from pinnace.packaging.writer import assemble, coded_size, write

__all__ = ["Network", "assemble", "coded_size", "evaluate", "gate", "goldens", "inspect", "write"]
