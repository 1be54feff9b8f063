"""The teacher of one seed: trained as `pinnace train --unlabelled` trains it, measured on the test set.

    python3 -m bench.text._teacher TRAIN UNLABELLED TEST CACHE SEED

A part of text/accuracy, in a process of its own so that its time can be told from that of packages. What it learns and
says is left in CACHE, where `pinnace train --cache` finds it. Prints the share of right answers on whole and shortened
texts as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from bench.text.accuracy import shortened
from pinnace import data
from pinnace.training.progress import Silence
from pinnace.training.school import enrol
from pinnace.training.splits import split_rows
from pinnace.training.teacher import Cache, ask


class Lines(Silence):
    """Says on standard error what is being done."""

    def stage(self, name: str, total: int | None = None) -> None:
        print(name, file=sys.stderr, flush=True)


def main() -> None:
    train, unlabelled, test, cache, seed = (*map(Path, sys.argv[1:5]), int(sys.argv[5]))
    dataset = data.read(train, seed=seed)
    more = data.read(unlabelled, unlabelled=True, seed=seed).texts
    tested = data.read(test, classes=dataset.classes, closed=True)
    splits = split_rows(dataset, seed)
    school = enrol(dataset, more, splits, "self", seed=seed, progress=Lines(), cache=Cache(cache))
    for split in range(len(splits)):
        school.lessons(split)
    teacher = school.teachers.of_all()
    if teacher is None:
        raise SystemExit(f"no teacher: {school.teachers.described}")
    school.lessons(None, teacher)
    said = [ask(teacher, texts, len(dataset.classes)).argmax(1) for texts in shortened(tested.texts)]
    print(json.dumps({"accuracy": [float(np.mean(answers == tested.labels)) for answers in said]}))


if __name__ == "__main__":
    main()
