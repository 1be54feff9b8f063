"""`python -m pinnace` is the command `pinnace`."""

from __future__ import annotations

from pinnace.cli.main import main

main()
