"""Benchmarks of text classification; every file is one command: `python3 scripts/bench.py text/NAME`."""
