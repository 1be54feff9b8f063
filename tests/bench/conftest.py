"""`bench` is a package beside `src`; scripts/bench.py, which runs it, must not stand in its place."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
