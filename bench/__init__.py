"""Benchmarks against peers, in the same run and on the same machine. `README.md` has the bars and what was reached."""
