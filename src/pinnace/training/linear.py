"""`train_linear`: labelled texts in, the small integers of a package out, with the evidence for the choice."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pinnace.data import Dataset
from pinnace.training.buckets import GOLDEN, bucket_rows
from pinnace.training.budget import fill
from pinnace.training.features import Features
from pinnace.training.ladder import Held, Judged, choose, climb, hold, judge, marked
from pinnace.training.learning import LearningPoint, learning_curve
from pinnace.training.lessons import Lessons
from pinnace.training.logistic import one_hot, predicted
from pinnace.training.model import SparseLinear
from pinnace.training.progress import Progress, Silence
from pinnace.training.result import TrainingResult
from pinnace.training.rungs import Step, steps
from pinnace.training.school import School, enrol
from pinnace.training.splits import MIDDLE, SMALL, split_rows
from pinnace.training.suspects import out_of_fold, suspects
from pinnace.training.teacher import Cache, Given
from pinnace.training.trial import Material, material, prepare
from pinnace.training.validation import validate
from pinnace.training.vocabulary import vocabulary_rows
from pinnace.training.warm_start import features_of, room_of

WASTE = 0.004  # of the budget that the final package may leave unused
REFERENCE = 16_500  # bytes: where kinds of features are compared when there is no budget or a large one
PHRASES = 50_000  # bytes from which phrases of three words may pay
LETTERS = 12_000_000  # characters of text times columns up to which letters are tried: words are rare, it is quick
STRENGTHS = (5e-4, 4e-3)  # of the float model's penalty; the second is tried on small sets


def train_linear(
    train: Dataset,
    *,
    unlabelled: Sequence[str] | None = None,
    max_size: int | None = None,
    within: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    features: Features | None = None,
    curve: bool = True,
    teacher: Given | Literal["self", "none"] | None = None,
    cache: Cache | None = None,
    earlier: SparseLinear | None = None,
) -> TrainingResult:
    """Train the linear rungs and choose one.

    max_size in bytes of the package; within in points of accuracy (0.3 = 0.3 %); `features` fixes what is otherwise
    tried out; `curve`: also measure a learning curve, which changes nothing else; teacher as
    `pinnace.training.teacher.given` returns it. Rows of `train` without a label count as unlabelled. Stages of our own
    teacher are kept in `cache`. `earlier`: a model to go on from, whose classes are the first of `train`; it has no
    other rungs. The same input and seed give the same model.
    Accuracies are those of a split run; the model is then trained again on every row.
    Raises PinnaceError("usage.size") when the budget is too small for any model.
    """
    began = time.perf_counter()
    progress = progress or Silence()
    cache = cache or Cache(None)
    school = enrol(train, unlabelled or (), split_rows(train, seed), teacher, seed=seed, progress=progress, cache=cache)
    labels, rows = school.labels, school.rows
    chosen_features, held, strength = _settle(school, max_size, progress, features, earlier)
    top = [Step(max_size or room_of(earlier))] if earlier else steps(max_size)
    climbed = climb(top, held, train.classes, GOLDEN, progress, to_the_top=within is not None or max_size is not None)
    chosen = choose(climbed, max_size=max_size, within=within)
    unlimited = _unlimited_accuracy(held)
    validation = validate(chosen.models, [h.texts for h in held], rows[chosen.rows], chosen.given, chosen.calibration)
    learning: tuple[LearningPoint, ...] = ()
    if curve:
        learning = learning_curve(held[0], school.splits[0][0], strength, chosen, train.classes, seed, progress)
    whole = held[0].trial.material
    del held

    taught = school.lessons(None)
    progress.stage("training the chosen rung on every row")
    model, size, oof = _final(whole, chosen, train.classes, strength, taught, seed)
    confusion = np.zeros((len(train.classes),) * 2, np.int64)
    np.add.at(confusion, (chosen.given, chosen.said), 1)
    return TrainingResult(
        model=model,
        rung=chosen.rung.rung,
        ladder=marked(climbed, chosen, model, size),
        accuracy=chosen.rung.validation_accuracy,
        float_accuracy=chosen.rung.float_accuracy,
        unlimited_accuracy=unlimited,
        calibration_error=chosen.calibration_error,
        confusion=confusion,
        validation_rows=len(chosen.given),
        splits=len(school.splits),
        majority=float(np.bincount(labels).max() / len(labels)),
        suspects=tuple(suspects(labels, oof, train.classes, rows)),
        validation=validation,
        learning=learning,
        seconds=time.perf_counter() - began,
        settings={
            "words": chosen_features.words,
            "chars": chosen_features.chars,
            "strength": strength,
            "kept": len(model.buckets),
            "bits": model.bits,
            "multiplier": model.multiplier,
            "seed": seed,
            "teacher": school.teachers.described,
        },
    )


def _settle(
    school: School,
    max_size: int | None,
    progress: Progress,
    fixed: Features | None,
    earlier: SparseLinear | None,
) -> tuple[Features, list[Held], float]:
    """The features and the penalty that do best at one size on held-out rows, and their trials."""
    texts, labels, classes, splits = school.texts, school.labels, school.classes, school.splits
    taught = [school.lessons(i) for i in range(len(splits))]
    columns = one_hot(labels[:1], len(classes)).shape[1]
    fixed = features_of(earlier) if earlier else fixed
    kinds = [fixed] if fixed else _kinds(texts.labelled, columns, max_size, taught[0] is not None)
    grid: Sequence[float] = STRENGTHS[:1] if len(labels) >= SMALL else STRENGTHS
    reference = Step(min(REFERENCE, max_size or REFERENCE) if (max_size or 0) < PHRASES else max_size or REFERENCE)
    best: tuple[Judged | None, Features, list[Held], float] | None = None
    for kind in kinds:
        progress.stage("reading texts" if kind == kinds[0] else f"trying {kind.described}")
        whole = material(kind, texts, labels, len(classes), earlier)
        for strength in grid:
            progress.stage("fitting the float model", len(splits))
            held = []
            for (inside, outside), said in zip(splits, taught, strict=True):
                held.append(hold(prepare(whole, inside, strength, said), outside, texts.labelled))
                progress.advance()
            alone = len(kinds) * len(grid) == 1
            judged = None if alone else judge(reference, held, classes, GOLDEN)
            if best is None or best[0] is None or judged is None or _clearly_better(judged, best[0]):
                best = (judged, kind, held, strength)
        assert best is not None
        grid = (best[3],)  # what suits the first kind suits the others
    assert best is not None
    return best[1:]


def _kinds(texts: Sequence[str], columns: int, max_size: int | None, taught: bool) -> list[Features]:
    """Simplest first: phrases of three words for large packages of many texts, letters where there is little text.

    With a teacher such phrases have paid every time in large packages, so there they are not put to the test.
    """
    kinds = [Features(2)]
    if len(texts) >= MIDDLE and columns <= 10 and (max_size or 0) >= PHRASES:
        kinds = [Features(3)] if taught else [*kinds, Features(3)]
    if sum(map(len, texts)) * columns < LETTERS:
        kinds.append(Features(2, (3, 5)))
    return kinds


def _clearly_better(new: Judged, old: Judged) -> bool:
    """Less loss on the same held-out rows by more than two standard errors, and no fewer right answers."""
    gain = old.losses - new.losses
    error = gain.std() / np.sqrt(len(gain))
    return bool(gain.mean() > 2 * error and new.rung.validation_accuracy >= old.rung.validation_accuracy)


def _unlimited_accuracy(held: Sequence[Held]) -> float:
    right = [
        predicted(h.trial.ranking.weights.scores(vocabulary_rows(h.grams, h.trial.ranking.ids)) + h.trial.shift)
        == h.labels
        for h in held
    ]
    return float(np.concatenate(right).mean())


def _final(
    whole: Material, chosen: Judged, classes: tuple[str, ...], strength: float, taught: Lessons | None, seed: int
) -> tuple[SparseLinear, int, NDArray[np.float64]]:
    """The chosen rung on all rows, within its limit to the byte, and the chances of each row by models that lack it."""
    trial = prepare(whole, np.arange(len(whole.labels)), strength, taught)

    student, size, _ = fill(
        chosen.step.limit,
        len(trial.ranking.ids),
        lambda kept: trial.student(kept, chosen.bits, chosen.multiplier),
        lambda student: student.packaged(classes, chosen.calibration),
        start=chosen.kept,
        waste=WASTE,
        exact=True,
    )
    model = student.packaged(classes, chosen.calibration)
    rows = bucket_rows(whole.labelled, model.bits, model.multiplier, model.buckets)
    return model, size, out_of_fold(rows, one_hot(whole.labels, len(classes)), seed)
