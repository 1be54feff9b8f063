"""Set up for development: .venv with this checkout and the tools that check it.

python3 scripts/setup.py
python3 scripts/setup.py train    and PyTorch, for the tests of networks
"""

from __future__ import annotations

import sys

import environment


def main() -> None:
    environment.ensure("dev", *sys.argv[1:])
    environment.run(environment.PYTHON, "scripts/build_core.py")


if __name__ == "__main__":
    main()
