"""`train_linear`: labelled texts in, the small integers of a package out, with the evidence for the choice."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pinnace.data import Dataset, split
from pinnace.training.buckets import GOLDEN, bucket_rows
from pinnace.training.budget import fill
from pinnace.training.features import Features
from pinnace.training.ladder import Held, Judged, choose, climb, hold, judge, marked
from pinnace.training.learning import LearningPoint, learning_curve
from pinnace.training.lessons import Lessons, Texts, gather, lessons
from pinnace.training.logistic import one_hot, predicted
from pinnace.training.model import SparseLinear
from pinnace.training.progress import Progress, Silence
from pinnace.training.result import TrainingResult
from pinnace.training.rungs import Step, steps
from pinnace.training.suspects import out_of_fold, suspects
from pinnace.training.teacher import Cache, Given, Teachers, appoint
from pinnace.training.trial import Material, material, prepare
from pinnace.training.validation import validate
from pinnace.training.vocabulary import vocabulary_rows

WASTE = 0.004  # of the budget that the final package may leave unused
REFERENCE = 16_500  # bytes: where kinds of features are compared when there is no budget or a large one
PHRASES = 50_000  # bytes from which phrases of three words may pay
LETTERS = 12_000_000  # characters of text times columns up to which letters are tried: words are rare, it is quick
STRENGTHS = (5e-4, 4e-3)  # of the float model's penalty; the second is tried on small sets
SMALL = 3_000  # labelled rows below which settings are chosen and rungs judged on several splits
SPLITS_SMALL, SPLITS_MIDDLE, MIDDLE = 5, 2, 10_000


def train_linear(
    train: Dataset,
    *,
    unlabelled: Sequence[str] | None = None,
    max_size: int | None = None,
    within: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    features: Features | None = None,
    teacher: Given | Literal["self", "none"] | None = None,
    cache: Cache | None = None,
    curve: bool = True,
) -> TrainingResult:
    """Train the linear rungs and choose one.

    teacher as `pinnace.training.teacher.given` returns it; max_size in bytes of the package;
    within in points of accuracy (0.3 = 0.3 %); `features` fixes what is otherwise
    tried out; `curve`: also measure a learning curve, which changes nothing else. Rows of `train` without a label count
    as unlabelled. Stages of our own teacher are kept in `cache`. The same input and seed give the same model.
    Accuracies are those of a split run; the model is then trained again on every row.
    Raises PinnaceError("usage.size") when the budget is too small for any model.
    """
    began = time.perf_counter()
    progress = progress or Silence()
    rows = np.flatnonzero(train.labels >= 0)
    texts = [train.texts[i] for i in rows]
    labels = train.labels[rows].astype(np.int32)
    more = [train.texts[i] for i in np.flatnonzero(train.labels < 0)] + list(unlabelled or ())
    known = set(texts)
    more = [text for text in dict.fromkeys(more) if text not in known]
    splits = _splits(train, rows, seed)
    everything = gather(texts, more, seed)
    cache = cache or Cache(None)
    teachers = appoint(
        teacher,
        texts,
        more,
        labels,
        len(train.classes),
        splits,
        seed=seed,
        progress=progress,
        cache=cache,
    )
    taught = [_ask(teachers, i, everything, len(train.classes), progress, cache) for i in range(len(splits))]

    chosen_features, held, strength = _settle(
        everything, labels, train.classes, splits, taught, max_size, progress, features
    )
    top = steps(max_size)
    climbed = climb(top, held, train.classes, GOLDEN, progress, to_the_top=within is not None or max_size is not None)
    chosen = choose(climbed, max_size=max_size, within=within)
    unlimited = _unlimited_accuracy(held)
    validation = validate(chosen.models, [h.texts for h in held], rows[chosen.rows], chosen.given, chosen.calibration)
    learning: tuple[LearningPoint, ...] = ()
    if curve:
        learning = learning_curve(held[0], splits[0][0], strength, chosen, train.classes, seed, progress)
    whole = held[0].trial.material
    del held

    taught_all = _ask(teachers, None, everything, len(train.classes), progress, cache)
    progress.stage("training the chosen rung on every row")
    model, size, oof = _final(whole, chosen, train.classes, strength, taught_all, seed)
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
        splits=len(splits),
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
            "teacher": teachers.described,
        },
    )


def validation_share(rows: int) -> float:
    """A fifth of the labelled rows validates, at most 10,000."""
    return min(0.2, 10_000 / max(rows, 1))


def _splits(train: Dataset, rows: NDArray[np.int64], seed: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Positions within the labelled rows, (training, validation); small sets are split several times."""
    n = len(rows)
    times = SPLITS_SMALL if n < SMALL else SPLITS_MIDDLE if n < MIDDLE else 1
    place = np.full(len(train), -1, np.int64)
    place[rows] = np.arange(n)
    found = []
    for i in range(times):
        inside, outside = split(train, fraction=validation_share(n), seed=seed + 7919 * i)
        inside, outside = place[inside], place[outside]
        found.append((inside[inside >= 0], outside[outside >= 0]))
    return found


def _ask(
    teachers: Teachers, split: int | None, texts: Texts, classes: int, progress: Progress, cache: Cache
) -> Lessons | None:
    """The lessons of the teacher of a split, or of the one for everything; None when nobody teaches."""

    def make() -> NDArray[np.float64]:
        teacher = teachers.of_all() if split is None else teachers.of_split(split)
        if teacher is None:
            return np.zeros((0, 0))
        progress.stage("asking the teacher", len(texts))
        return lessons(teacher, texts, classes, progress.advance).joined()

    name = teachers.name(split)
    said = make() if name is None else cache.array(name, make)
    return Lessons.parted(said, texts) if said.size else None


def _settle(
    texts: Texts,
    labels: NDArray[np.int32],
    classes: tuple[str, ...],
    splits: list[tuple[NDArray[np.int64], NDArray[np.int64]]],
    taught: Sequence[Lessons | None],
    max_size: int | None,
    progress: Progress,
    fixed: Features | None,
) -> tuple[Features, list[Held], float]:
    """The features and the penalty that do best at one size on held-out rows, and their trials."""
    columns = one_hot(labels[:1], len(classes)).shape[1]
    kinds = [fixed] if fixed else _kinds(texts.labelled, columns, max_size)
    grid: Sequence[float] = STRENGTHS[:1] if len(labels) >= SMALL else STRENGTHS
    reference = Step(min(REFERENCE, max_size or REFERENCE) if (max_size or 0) < PHRASES else max_size or REFERENCE)
    best: tuple[Judged | None, Features, list[Held], float] | None = None
    for kind in kinds:
        progress.stage("reading texts" if kind == kinds[0] else f"trying {kind.described}")
        whole = material(kind, texts, labels, len(classes))
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


def _kinds(texts: Sequence[str], columns: int, max_size: int | None) -> list[Features]:
    """Simplest first: phrases of three words for large packages of many texts, letters where there is little text."""
    kinds = [Features(2)]
    if len(texts) >= MIDDLE and columns <= 10 and (max_size or 0) >= PHRASES:
        kinds.append(Features(3))
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
