"""Benchmarks of the core itself, and of its answers on every runtime."""
