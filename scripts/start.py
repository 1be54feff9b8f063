"""Set up and do the main job once on the bundled reviews: train, package, check, predict.

python3 scripts/start.py
"""

from __future__ import annotations

import environment

PINNACE = environment.BIN / "pinnace"
DATA = "examples/reviews/reviews.csv"
TEST = "examples/reviews/test.csv"
PACKAGE = "run/reviews.pinnace"
SENTENCES = (
    "Not bad at all! The battery lasts all week.",
    "Lovely room, but we waited an hour for the key. Never again.",
)


def main() -> None:
    environment.ensure()
    run = environment.run
    run(PINNACE, "train", DATA, "--test", TEST, "--out", "run", "--max-size", "16.5KB")
    run(PINNACE, "inspect", PACKAGE)
    run(PINNACE, "check", PACKAGE)
    run(PINNACE, "predict", PACKAGE, *SENTENCES)


if __name__ == "__main__":
    main()
