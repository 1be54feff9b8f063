"""`train_text`: labelled texts in, a small model out: linear, or a network where one pays; and why this one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Literal

import numpy as np

from pinnace.data import Dataset
from pinnace.errors import PinnaceError
from pinnace.training.buckets import GOLDEN, bucket_rows
from pinnace.training.budget import fill
from pinnace.training.features import Features
from pinnace.training.ladder import Held, Judged, Linear, Wishes, choose, climb, difference, hold, judge, marked
from pinnace.training.learning import LearningPoint, learning_curve
from pinnace.training.logistic import one_hot, predicted
from pinnace.training.model import SparseLinear
from pinnace.training.networks import declines
from pinnace.training.packaged_network import PackagedNetwork
from pinnace.training.progress import Progress, Silence
from pinnace.training.result import TrainingResult
from pinnace.training.rungs import Step, steps
from pinnace.training.school import School, enrol
from pinnace.training.splits import MIDDLE, SMALL, split_rows
from pinnace.training.suspects import Suspect, out_of_fold, suspects
from pinnace.training.teacher import Cache, Given
from pinnace.training.trial import Material, Trial, material, prepare
from pinnace.training.validation import validate
from pinnace.training.vocabulary import vocabulary_rows
from pinnace.training.warm_start import features_of, room_of

CLOSE = 0.05  # of accuracy: how near a network linear rungs must be to say which labels look wrong
WASTE = 0.004  # of the budget that the final package may leave unused
REFERENCE = 16_500  # bytes: where kinds of features are compared when there is no budget or a large one
PHRASES = 50_000  # bytes from which phrases of three words may pay
LETTERS = 12_000_000  # characters of text times columns up to which letters are tried: words are rare, it is quick
STRENGTHS = (5e-4, 4e-3)  # of the float model's penalty; the second is tried on small sets


def train_text(
    train: Dataset,
    *,
    unlabelled: Sequence[str] | None = None,
    max_size: int | None = None,
    max_latency: float | None = None,
    within: float | None = None,
    min_accuracy: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    features: Features | None = None,
    networks: Literal["none", "auto", "all"] | Sequence[str] = "none",
    curve: bool = True,
    finish: bool = True,
    teacher: Given | Literal["self", "none"] | None = None,
    cache: Cache | None = None,
    earlier: SparseLinear | None = None,
) -> TrainingResult:
    """Train the linear rungs, and networks where they can pay ("auto") or in any case ("all", or kinds of
    `networks.recipe.COMPARED`), and choose one.

    max_size in bytes of the package; max_latency in milliseconds on this machine; within in points of accuracy
    (0.3 = 0.3 %); min_accuracy a share: the smallest rung that reaches it; `features` fixes what is otherwise
    tried out; `curve`: also measure a learning curve, which changes nothing else; `finish`: also train the chosen
    rung again on every row, else the model is that of the split run; teacher as
    `pinnace.training.teacher.given` returns it. Rows of `train` without a label count as unlabelled. Stages of our own
    teacher and finished networks are kept in `cache`. `earlier`: a model to go on from, whose classes are the first of
    `train`; it has no other rungs. The same input and seed give the same model.
    Accuracies are those of a split run; the model is then trained again on every row.
    Raises PinnaceError: usage.size when the budget is too small for any model, gate.min_accuracy.
    """
    began = time.perf_counter()
    progress = progress or Silence()
    cache = cache or Cache(None)
    large = _may_have_phrases(len(train.classes), max_size) and features is None and earlier is None
    splits = split_rows(train, seed)
    school = enrol(train, unlabelled or (), splits, teacher, seed=seed, progress=progress, cache=cache, large=large)
    labels, rows = school.labels, school.rows
    chosen_features, held, strength = _settle(school, max_size, progress, features, earlier)
    wishes = Wishes(max_size, max_latency, within, min_accuracy)
    top = [Step(max_size or room_of(earlier))] if earlier else steps(max_size)
    linear = climb(top, held, train.classes, GOLDEN, progress, wishes)
    why_none = "" if networks == "none" else declines(len(labels), len(train.classes))
    if earlier and networks != "none":
        why_none = "Networks: not tried; the package to go on from is linear."
    if networks == "auto" and any(map(wishes.content, linear)):
        why_none = "Networks: not tried; a linear rung is as accurate as was asked for."
    tried: list[Judged] = []
    if why_none is None:
        from pinnace.training.networks.climbing import climb_networks, verdict
        from pinnace.training.networks.recipe import COMPARED

        compared = COMPARED if networks == "all" else () if networks == "auto" else networks
        where = (held[0], school.texts, school.splits[0][0])
        found = climb_networks(linear, *where, train.classes, seed, wishes, cache, progress, compare=compared)
        tried = found.rungs
    climbed = linear + tried
    chosen = choose(climbed, wishes)
    conclusion = why_none if why_none is not None else verdict(linear, found, chosen)
    _refuse_inaccurate(climbed, chosen, wishes)
    unlimited = _unlimited_accuracy(held)
    heard = [h.texts for h in held[: len(chosen.models)]]
    validation = validate(chosen.models, heard, rows[chosen.rows], chosen.given, chosen.calibration)
    learning: tuple[LearningPoint, ...] = ()
    if curve and isinstance(chosen.recipe, Linear):
        learning = learning_curve(held[0], school.splits[0][0], strength, chosen, train.classes, seed, progress)
    whole = held[0].trial.material
    del held

    model: SparseLinear | PackagedNetwork = chosen.models[0]
    doubted: tuple[Suspect, ...] = ()
    if finish:
        model, doubted = _finish(school, whole, linear, chosen, strength, seed)
    confusion = np.zeros((len(train.classes),) * 2, np.int64)
    np.add.at(confusion, (chosen.given, chosen.said), 1)
    return TrainingResult(
        model=model,
        rung=chosen.rung.rung,
        ladder=marked(climbed, chosen, model, len(model.shipped())),
        accuracy=chosen.rung.validation_accuracy,
        float_accuracy=chosen.rung.float_accuracy,
        unlimited_accuracy=unlimited,
        calibration_error=chosen.calibration_error,
        confusion=confusion,
        validation_rows=len(chosen.given),
        splits=len(chosen.models),
        majority=float(np.bincount(labels).max() / len(labels)),
        suspects=doubted,
        validation=validation,
        learning=learning,
        verdict=conclusion,
        packages={judged.rung.rung: judged.models[0].shipped() for judged in climbed},
        seconds=time.perf_counter() - began,
        settings={
            "words": chosen_features.words,
            "chars": chosen_features.chars,
            "strength": strength,
            **model.settings,
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
    if len(texts) >= MIDDLE and _may_have_phrases(columns, max_size):
        kinds = [Features(3)] if taught else [*kinds, Features(3)]
    if sum(map(len, texts)) * columns < LETTERS:
        kinds.append(Features(2, (3, 5)))
    return kinds


def _may_have_phrases(columns: int, max_size: int | None) -> bool:
    """Whether phrases of three words are considered, given enough texts."""
    return columns <= 10 and (max_size or 0) >= PHRASES


def _clearly_better(new: Judged, old: Judged) -> bool:
    """Less loss on the same held-out rows by more than two standard errors, and not clearly fewer right answers."""
    gain = old.losses - new.losses
    error = gain.std() / np.sqrt(len(gain))
    more, chance = difference(new, old)
    return bool(gain.mean() > 2 * error and more >= -chance)


def _unlimited_accuracy(held: Sequence[Held]) -> float:
    right = [
        predicted(h.trial.ranking.weights.scores(vocabulary_rows(h.grams, h.trial.ranking.ids)) + h.trial.shift)
        == h.labels
        for h in held
    ]
    return float(np.concatenate(right).mean())


def _refuse_inaccurate(climbed: Sequence[Judged], chosen: Judged, wishes: Wishes) -> None:
    wanted, reached = wishes.min_accuracy, chosen.rung.validation_accuracy
    if wanted is None or reached >= wanted:
        return
    best = max(climbed, key=lambda judged: judged.rung.validation_accuracy)
    raise PinnaceError(
        "gate.min_accuracy",
        exit_code=1,
        where=f"{len(best.given):,} validation rows",
        what=f"the best rung, {best.rung.rung}, is right on {best.rung.validation_accuracy:.2%} of them; "
        f"{wanted:.2%} was asked for",
        hint="give more labelled texts, --unlabelled texts or a larger --max-size, or ask for less",
    )


def _finish(
    school: School, whole: Material, linear: Sequence[Judged], chosen: Judged, strength: float, seed: int
) -> tuple[SparseLinear | PackagedNetwork, tuple[Suspect, ...]]:
    """The chosen rung trained on every row, and the rows whose label a linear model that lacks them doubts."""
    labels, classes = school.labels, school.classes
    every = np.arange(len(labels))
    taught = school.lessons(None)
    school.progress.stage("training the chosen rung on every row")
    trial = prepare(whole, every, strength, taught)
    model: SparseLinear | PackagedNetwork
    if isinstance(chosen.recipe, Linear):
        model = like = _final(trial, chosen, chosen.recipe, classes)
    else:
        from pinnace.training.networks.course import course
        from pinnace.training.networks.finishing import finish

        learned = course(trial, school.texts, every, seed)
        model = finish(chosen.recipe, learned, classes, chosen.calibration, seed)
        like = next(m for judged in reversed(linear) for m in judged.models if isinstance(m, SparseLinear))
        if linear[-1].rung.validation_accuracy < chosen.rung.validation_accuracy - CLOSE:
            return model, ()  # so far behind, it would doubt what is right
    seen = bucket_rows(whole.labelled, like.bits, like.multiplier, like.buckets)
    chances = out_of_fold(seen, one_hot(labels, len(classes)), seed)
    return model, tuple(suspects(labels, chances, classes, school.rows))


def _final(trial: Trial, chosen: Judged, recipe: Linear, classes: tuple[str, ...]) -> SparseLinear:
    """The chosen rung on all rows, within its limit to the byte."""
    student, _, _ = fill(
        recipe.step.limit,
        trial.available,
        lambda kept: trial.student(kept, recipe.bits, recipe.multiplier),
        lambda student: student.packaged(classes, chosen.calibration),
        start=recipe.kept,
        waste=WASTE,
        exact=True,
    )
    return student.packaged(classes, chosen.calibration)
