"""Everything checked without running the program: style, types, stale binaries, oversized files.

python3 scripts/check.py
"""

from __future__ import annotations

import subprocess

import environment

SOURCES = (".py", ".c", ".h", ".js", ".mjs", ".ts")
LARGEST = 30_000  # bytes; a longer file wants an ADR in docs/decisions that names it
LARGEST_FILE_AT_ALL = 1_000_000


def main() -> None:
    environment.ensure("dev")
    python, run = environment.PYTHON, environment.run
    run(python, "-m", "ruff", "check", ".")
    run(python, "-m", "mypy")
    run(python, "scripts/build_core.py", "--check")
    budget()


def budget() -> None:
    """Refuse source files nobody would read to the end, unless a decision explains them."""
    root = environment.ROOT
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True).stdout
    decisions = "".join(path.read_text(encoding="utf-8") for path in (root / "docs" / "decisions").glob("*.md"))
    wrong = []
    for name in filter(None, listed.split("\0")):
        path = root / name
        size = path.stat().st_size if path.exists() else 0
        limit = LARGEST if path.suffix in SOURCES else LARGEST_FILE_AT_ALL
        if size > limit and name not in decisions:
            wrong.append(f"  {name}: {size:,} bytes, limit {limit:,}")
    if wrong:
        raise SystemExit("files over their budget (split them, or name them in an ADR):\n" + "\n".join(wrong))
    print("\nfile sizes: within budget")


if __name__ == "__main__":
    main()
