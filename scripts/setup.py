"""Set up for development: .venv with this checkout and the tools that check it.

python3 scripts/setup.py
"""

from __future__ import annotations

import environment


def main() -> None:
    environment.ensure("dev")
    environment.run(environment.PYTHON, "scripts/build_core.py")


if __name__ == "__main__":
    main()
