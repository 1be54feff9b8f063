"""Benchmarks in a browser; every file is one command: `python3 scripts/bench.py web/NAME`."""
