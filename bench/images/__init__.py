"""Benchmarks of pictures."""
