"""From a trained model to the one file that devices load, and back for the curious."""

from pinnace.packaging.writer import assemble, coded_size, write

__all__ = ["assemble", "coded_size", "write"]
