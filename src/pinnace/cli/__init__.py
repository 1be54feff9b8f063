"""The command line: one file per verb, each a thin call of the Python API. DESIGN: docs/guides/command-line.md."""
